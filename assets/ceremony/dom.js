// Screens out of plain elements. One screen is shown at a time, with its heading in focus.

// h('p.govuk-body', {id: 'x'}, 'text', element, …). Properties that are functions are listeners.
export function h (kind, ...rest) {
  const [tag, ...classes] = kind.split('.')
  const element = document.createElement(tag)
  if (classes.length) element.className = classes.join(' ')
  const isProperties = rest[0] && rest[0].constructor === Object
  for (const [name, value] of Object.entries(isProperties ? rest.shift() : {})) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== false && value !== undefined) element.setAttribute(name, value)
  }
  element.append(...rest.flat().filter(child => child !== null && child !== undefined && child !== false))
  return element
}

export function show (title, ...content) {
  const heading = h('h1.govuk-heading-l', { tabindex: '-1' }, title)
  document.title = `${title} – Keyholders’ page – Pulse`
  document.getElementById('screen').replaceChildren(heading, ...content.flat().filter(Boolean))
  window.scrollTo(0, 0)
  heading.focus()
}

export function p (...words) {
  return h('p.govuk-body', ...words)
}

export function bullets (...points) {
  return h('ul.govuk-list.govuk-list--bullet', points.map(point => h('li', point)))
}

export function inset (...content) {
  return h('div.govuk-inset-text', ...content)
}

export function box (kind, ...content) {
  return h(`div.pulse-box${kind ? `.pulse-box--${kind}` : ''}`, ...content)
}

export function details (summary, ...content) {
  return h('details.govuk-details',
    h('summary.govuk-details__summary', h('span.govuk-details__summary-text', summary)),
    h('div.govuk-details__text', ...content))
}

export function button (text, click, kind) {
  return h(`button.govuk-button${kind ? `.govuk-button--${kind}` : ''}`, { type: 'button', click }, text)
}

// Buttons in a row, with room between them.
export function buttons (...several) {
  return h('div.govuk-button-group', ...several)
}

// A labelled text field. Ids are the caller's, so that a problem can lead to it.
export function field (id, label, { hint, value = '', width, ...more } = {}) {
  return h('div.govuk-form-group', { id: `${id}-group` },
    h('label.govuk-label', { for: id }, label),
    hint && h('div.govuk-hint', { id: `${id}-hint` }, hint),
    h(`input.govuk-input${width ? `.govuk-input--width-${width}` : ''}`, {
      id, type: 'text', value, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', 'aria-describedby': hint ? `${id}-hint` : undefined, ...more
    }))
}

export function file (id, label, accept, hint) {
  return h('div.govuk-form-group', { id: `${id}-group` },
    h('label.govuk-label', { for: id }, label),
    hint && h('div.govuk-hint', { id: `${id}-hint` }, hint),
    h('input.govuk-file-upload', { id, type: 'file', accept, 'aria-describedby': hint ? `${id}-hint` : undefined }))
}

export function tick (id, label) {
  return h('div.govuk-form-group', { id: `${id}-group` },
    h('div.govuk-checkboxes', h('div.govuk-checkboxes__item',
      h('input.govuk-checkboxes__input', { id, type: 'checkbox' }),
      h('label.govuk-label.govuk-checkboxes__label', { for: id }, label))))
}

// Where problem() puts what is wrong: at the top of every screen that asks for something.
export function problems () {
  return h('div', { id: 'problems' })
}

// Say what is wrong, above and beside the field, and lead there. Without an id it is about the whole screen.
export function problem (message, id) {
  clear()
  const summary = h('div.govuk-error-summary', { role: 'alert', tabindex: '-1' },
    h('h2.govuk-error-summary__title', 'There is a problem'),
    h('ul.govuk-list.govuk-error-summary__list', h('li', id ? h('a', { href: `#${id}`, click: event => lead(event, id) }, message) : message)))
  document.getElementById('problems').replaceChildren(summary)
  if (id) mark(id, message)
  summary.focus()
  summary.scrollIntoView?.()
}

// The message beside one field, without the summary above.
export function mark (id, message) {
  unmark(id)
  const group = document.getElementById(`${id}-group`)
  const input = document.getElementById(id)
  group.classList.add('govuk-form-group--error')
  input.classList.add('govuk-input--error')
  input.setAttribute('aria-invalid', 'true')
  ;(input.closest('.govuk-checkboxes') || input).before(h('p.govuk-error-message', { id: `${id}-error` }, h('span.govuk-visually-hidden', 'Error: '), message))
}

export function unmark (id) {
  const group = document.getElementById(`${id}-group`)
  group.classList.remove('govuk-form-group--error')
  const input = document.getElementById(id)
  input.classList.remove('govuk-input--error')
  input.removeAttribute('aria-invalid')
  document.getElementById(`${id}-error`)?.remove()
}

export function clear () {
  document.getElementById('problems').replaceChildren()
  document.querySelectorAll('.govuk-form-group--error').forEach(group => unmark(group.id.replace(/-group$/, '')))
}

function lead (event, id) {
  event.preventDefault()
  const input = document.getElementById(id)
  input.closest('details')?.setAttribute('open', '')
  input.focus()
}

// A file for the person to keep. It is made here: nothing is sent anywhere.
export function save (name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  h('a', { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

// A file that was changed or taken away after it was chosen: browsers then refuse to read it.
export class Unread extends Error {
  constructor (message, id) {
    super(message)
    Object.assign(this, { name: 'Unread', id })
  }
}

// The bytes of the chosen file, or null. Throws Unread.
export async function chosen (id) {
  const input = document.getElementById(id)
  const [picked] = input.files
  try {
    return picked ? new Uint8Array(await picked.arrayBuffer()) : null
  } catch {
    input.value = ''
    throw new Unread('This file cannot be read any more: it was changed, or its stick was taken out, after you chose it. Choose it again.', id)
  }
}

// While it is true, the browser asks before the page is left.
export const unsaved = { work: false }

window.addEventListener('beforeunload', event => {
  if (unsaved.work) event.preventDefault()
})
