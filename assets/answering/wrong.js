// What must be put right before answers can go on: at the top of the page, and beside the field it is about.
import { element } from './page.js'
import { speak } from '../scripts/words.js'

// `summary` is the template of the box at the top. problems: {field id: words}; an empty id: the page as a whole.
export function wrong (form, summary, problems) {
  const main = form.closest('main')
  right(main)
  const box = summary.content.firstElementChild.cloneNode(true)
  for (const [id, problem] of Object.entries(problems)) {
    const words = speak(problem)
    box.querySelector('ul').append(element('li', '', id ? link(id, words) : words))
    if (id) beside(form.elements[id], words)
  }
  main.prepend(box)
  box.tabIndex = -1
  box.focus()
}

// Takes away what an earlier try said.
export function right (main) {
  main.querySelectorAll('.govuk-error-summary, .govuk-error-message').forEach(box => box.remove())
  for (const part of ['form-group', 'textarea', 'input']) {
    main.querySelectorAll(`.govuk-${part}--error`).forEach(box => box.classList.remove(`govuk-${part}--error`))
  }
  main.querySelectorAll('[aria-describedby*="-error"]').forEach(field => describe(field, id => !id.endsWith('-error')))
}

function link (id, words) {
  const made = element('a', '', words)
  made.href = `#${id}`
  return made
}

function beside (field, words) {
  const message = element('p', 'govuk-error-message', element('span', 'govuk-visually-hidden', `${speak('Error:')} `))
  message.id = `${field.id}-error`
  message.append(words)
  field.before(message)
  field.classList.add(field.matches('textarea') ? 'govuk-textarea--error' : 'govuk-input--error')
  field.closest('.govuk-form-group').classList.add('govuk-form-group--error')
  field.setAttribute('aria-describedby', `${message.id} ${field.getAttribute('aria-describedby') || ''}`.trim())
}

function describe (field, stays) {
  field.setAttribute('aria-describedby', field.getAttribute('aria-describedby').split(' ').filter(stays).join(' '))
}
