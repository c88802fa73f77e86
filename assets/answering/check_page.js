// The check page, made here from what stands in the form: nothing of it has been sent anywhere.
import { PREFER_NOT, isAsked } from '../ballot/clean.js'
import { element, page } from './page.js'

const MARK = /\[[a-z ]+\]/g
const COVERED = ' We covered what may say who somebody is. If the sense is lost, change your words.'
const DESCRIBING = ' These words may describe you so that others know who wrote them. We cannot cover a description: change it, or leave it out.'

// `comments` are as their readers will see them: {item, reader, text, marks, describes}.
export function checkPage ({ form, outline, pages }, { sent, answers, comments }) {
  const made = page(pages.check)
  const list = made.main.querySelector('dl')
  const given = new Map(Object.entries(answers))
  for (const item of outline) {
    if (item.kind === 'comment') list.append(words(form, item, comments.find(comment => comment.item === item.code)))
    else if (isAsked(item, given)) list.append(row(asked(form, item), chosen(form, item, sent, answers)))
  }
  return made
}

function words (form, item, comment) {
  if (!comment) return row(asked(form, item), '')
  const reader = form.querySelector(`[name="${item.code}-reader"][value="${comment.reader}"]`)
  const note = `Who may read it: ${label(form, reader)}.${comment.marks.length ? COVERED : ''}${comment.describes ? DESCRIBING : ''}`
  return row(asked(form, item), marked(comment.text), note)
}

function row (question, answer, note) {
  const box = element('div', 'pulse-answer')
  const value = element('dd', answer ? '' : 'pulse-answer__none')
  value.append(element('p', '', answer || 'Not answered'))
  if (note) value.append(element('p', 'pulse-answer__none', note))
  box.append(element('dt', '', question), value)
  return box
}

// A question in the words of the page.
function asked (form, { code }) {
  const field = form.querySelector(`[name="${code}"]`)
  const question = field.closest('.pulse-question').querySelector('legend, label').cloneNode(true)
  question.querySelectorAll('.pulse-question__count').forEach(count => count.remove())
  return question.textContent.trim()
}

function chosen (form, { code }, sent, answers) {
  const values = sent[code].includes(PREFER_NOT) ? [PREFER_NOT] : [].concat(answers[code] || [])
  const inputs = [...form.querySelectorAll(`[name="${code}"]`)].filter(input => values.includes(input.value))
  return inputs.map(input => label(form, input)).join('; ')
}

function label (form, input) {
  return form.querySelector(`label[for="${input.id}"]`).textContent.trim()
}

// The text with its marks set off: elements and text alone, never markup.
function marked (text) {
  const whole = document.createDocumentFragment()
  let end = 0
  for (const found of text.matchAll(MARK)) {
    whole.append(text.slice(end, found.index), element('mark', 'pulse-mask', found[0]))
    end = found.index + found[0].length
  }
  whole.append(text.slice(end))
  return whole
}
