// The check page, made here from what stands in the form: nothing of it has been sent anywhere.
import { PREFER_NOT, isAsked } from '../ballot/clean.js'
import { element, page } from './page.js'
import { tappable } from './tapping.js'
import { speak } from '../scripts/words.js'

// `comments` are as their readers will see them (covering.js). `seal` seals them as they are after a tap.
export function checkPage ({ form, outline, pages }, { sent, answers, comments }, seal) {
  const made = page(pages.check)
  const list = made.main.querySelector('dl')
  const given = new Map(Object.entries(answers))
  for (const item of outline) {
    if (item.kind === 'comment') list.append(words(form, item, comments, seal))
    else if (isAsked(item, given)) list.append(row(asked(form, item), chosen(form, item, sent, answers)))
  }
  return made
}

function words (form, item, comments, seal) {
  const at = comments.findIndex(comment => comment.item === item.code)
  if (at < 0) return row(asked(form, item), '')
  const reader = form.querySelector(`[name="${item.code}-reader"][value="${comments[at].reader}"]`)
  const box = element('div', 'pulse-answer')
  box.append(element('dt', '', asked(form, item)), tappable(comments[at], label(form, reader), said => {
    seal(comments.map(one => one.item === said.item ? said : one))
    comments[at] = said
  }))
  return box
}

function row (question, answer) {
  const box = element('div', 'pulse-answer')
  const value = element('dd', answer ? '' : 'pulse-answer__none')
  value.append(element('p', '', answer || speak('Not answered')))
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
