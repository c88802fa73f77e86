// A form marked data-keep is sent in the background, so that a lost connection loses nothing:
// the answers stay on this page until the next page has arrived. Nothing is stored.
import { busy, isBusy } from './busy.js'
import { show } from './steps.js'
import { mark, speak } from './words.js'

export const OFFLINE = mark('You are not connected. Your answers are still on this page. Try again when you have a signal.')
export const FAILED = mark('Something went wrong here. Your answers are still on this page. Try again in a minute.')
export const NO_SIGNAL = mark('You are not connected. Nothing has been lost. Try again when you have a signal.')
const WAIT = 30000 // milliseconds until a silent network counts as none

// Forms whose button does something in the browser.
const handled = new WeakMap()

export function handle (form, action) {
  handled.set(form, action)
}

export function startKeeping () {
  document.addEventListener('submit', (event) => {
    const form = event.target
    const action = handled.get(form)
    if (event.submitter && event.submitter.dataset.language) return // the whole page comes anew
    if (isBusy(form)) {
      event.preventDefault() // a double tap: the first one is on its way
    } else if (action) {
      event.preventDefault()
      action(event.submitter)
    } else if (form.hasAttribute('data-keep')) {
      event.preventDefault()
      send(form, event.submitter)
    } else if (form.method === 'post') {
      busy(form, true)
      setTimeout(busy, WAIT / 3, form, false) // it may have been a download, and the page stays
    }
  })
  // Back to a page the browser kept: its buttons work again.
  addEventListener('pageshow', () => document.querySelectorAll('form').forEach((form) => busy(form, false)))
}

// Sends a form as it stands, and shows the page that comes back.
export async function send (form, button) {
  // The button by hand: FormData's second argument is too new for many phones.
  const body = new URLSearchParams(new FormData(form))
  if (button && button.name) body.append(button.name, button.value)
  const address = (button && button.getAttribute('formaction')) || form.getAttribute('action') || location.pathname
  quiet(form)
  busy(form, true)
  const reply = await ask(address, body).catch(() => null)
  busy(form, false)
  if (!reply) return say(form, form.dataset.offline || OFFLINE)
  const page = new DOMParser().parseFromString(reply.text, 'text/html')
  const main = page.querySelector('main')
  if (!main || reply.status >= 500 || reply.status === 429) return say(form, form.dataset.failed || FAILED)
  const done = reply.ok && !main.querySelector('form[data-keep]')
  show({ main, title: page.title, address: reply.redirected ? reply.url : '', done })
}

// What the server says to a form: {ok, status, redirected, url, text}. Throws where it says nothing.
export async function ask (address, body) {
  const stop = new AbortController()
  const clock = setTimeout(() => stop.abort(), WAIT)
  try {
    const reply = await fetch(address, { method: body ? 'POST' : 'GET', body, signal: stop.signal })
    const { ok, status, redirected, url } = reply
    return { ok, status, redirected, url, text: await reply.text() }
  } finally {
    clearTimeout(clock)
  }
}

// Says above the form's buttons what went wrong on the way.
export function say (form, words) {
  const box = document.createElement('div')
  box.className = 'pulse-box pulse-box--offline'
  box.setAttribute('role', 'alert')
  box.tabIndex = -1
  const line = document.createElement('p')
  line.className = 'govuk-body'
  line.textContent = speak(words)
  box.append(line)
  const buttons = form.querySelector('.pulse-buttons') || form.querySelector('button')
  buttons.before(box)
  box.focus()
}

export function quiet (form) {
  form.querySelectorAll('.pulse-box--offline').forEach((box) => box.remove())
}
