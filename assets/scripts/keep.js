// A form marked data-keep is sent in the background, so that a lost connection loses nothing:
// the answers stay on this page until the next page has arrived. Nothing is stored.
import { start } from './page.js'

const OFFLINE = 'You are not connected. Your answers are still on this page. Try again when you have a signal.'
const WAIT = 30000
const sending = new WeakSet()

export function startKeeping () {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (sending.has(form)) {
      event.preventDefault() // a double tap: the first one is on its way
    } else if (form.hasAttribute('data-keep')) {
      event.preventDefault()
      send(form, event.submitter)
    } else if (form.method === 'post') {
      busy(form, true)
    }
  })
  // Back to a page the browser kept: its buttons work again.
  addEventListener('pageshow', () => document.querySelectorAll('form').forEach((form) => busy(form, false)))
}

async function send (form, button) {
  // The submitter by hand: FormData's second argument is too new for many phones.
  const body = new URLSearchParams(new FormData(form))
  if (button && button.name) body.append(button.name, button.value)
  const address = (button && button.getAttribute('formaction')) || form.getAttribute('action') || location.pathname
  busy(form, true)
  try {
    const reply = await fetchSoon(address, body)
    swap(new DOMParser().parseFromString(await reply.text(), 'text/html'), reply)
  } catch {
    busy(form, false)
    sayOffline(form)
  }
}

async function fetchSoon (address, body) {
  const stop = new AbortController()
  const clock = setTimeout(() => stop.abort(), WAIT)
  try {
    const reply = await fetch(address, { method: 'POST', body, signal: stop.signal })
    const page = await reply.clone().text() // the whole page, before the clock is stopped
    if (!page.includes('<main')) throw new Error('not a page of ours')
    return reply
  } finally {
    clearTimeout(clock)
  }
}

function swap (page, reply) {
  const main = page.querySelector('main')
  const old = document.querySelector('main')
  // The address only moves when the server moved it, so that "back" is what it would be without script.
  if (reply.redirected) history.pushState(null, '', reply.url)
  document.title = page.title
  old.replaceWith(main)
  start(main)
  scrollTo(0, 0)
  const first = main.querySelector('.govuk-error-summary') || main.querySelector('h1') || main
  first.tabIndex = -1
  first.focus({ preventScroll: true })
}

function busy (form, yes) {
  yes ? sending.add(form) : sending.delete(form)
  form.setAttribute('aria-busy', String(yes))
  // aria-disabled, not disabled: a disabled button would drop the focus and its own value.
  form.querySelectorAll('button').forEach((button) => {
    yes ? button.setAttribute('aria-disabled', 'true') : button.removeAttribute('aria-disabled')
  })
  if (yes) form.querySelectorAll('.pulse-box--offline').forEach((box) => box.remove())
}

function sayOffline (form) {
  const box = document.createElement('div')
  box.className = 'pulse-box pulse-box--offline'
  box.setAttribute('role', 'alert')
  box.tabIndex = -1
  const words = document.createElement('p')
  words.className = 'govuk-body'
  words.textContent = form.dataset.offline || OFFLINE
  box.append(words)
  const buttons = form.querySelector('.pulse-buttons') || form.querySelector('button')
  buttons.before(box)
  box.focus()
}
