// The pages of one form, shown in turn. "Back" finds the page before with its answers, as it would
// without a script. They are kept in this tab's memory alone, and let go once the answers are sent.
import { question } from './language.js'
import { start } from './page.js'

const pages = new Map()
let step = (history.state && history.state.step) || 0

// `done`: nothing was left to send, so what was typed is let go. `address`: where the server moved us, if it did.
export function show ({ main, title, address = '', done = false }) {
  keep()
  if (done) pages.clear()
  history.replaceState({ step }, '')
  step += 1
  // The address moves only when the server moved it, so that it can always be loaded again.
  history.pushState({ step }, '', address || location.pathname + location.search)
  put(main, title)
  start(main)
  focus(main)
}

export function startSteps () {
  addEventListener('popstate', (event) => {
    if (!event.state || event.state.step === step) return // a link within the page
    keep()
    step = event.state.step
    const before = pages.get(step)
    if (!before) return location.reload()
    put(before.main, before.title)
    return focus(before.main)
  })
}

// Who leaves by "Exit this page" leaves no answers behind for whoever presses Back.
export function forgetOnExit () {
  addEventListener('pagehide', () => {
    if (!document.body.classList.contains('govuk-exit-this-page-hide-content')) return
    pages.clear()
    document.querySelector('main').replaceChildren()
  })
  addEventListener('pageshow', () => {
    if (!document.querySelector('main').firstElementChild) location.reload()
  })
}

// The same step in another language: what stands around it too, but for what runs ("Exit this page").
export function exchange (page, main, title) {
  pages.forEach(before => { before.main.lang = before.main.lang || document.documentElement.lang })
  document.documentElement.lang = page.documentElement.lang
  if (page.body.dataset.words) document.body.dataset.words = page.body.dataset.words
  else delete document.body.dataset.words
  for (const part of ['.govuk-skip-link', '.pulse-demonstration', '.govuk-template__header', '.govuk-template__footer', '.govuk-exit-this-page__button']) {
    const [old, fresh] = [document, page].map(each => each.querySelector(part))
    if (old && fresh) old.replaceChildren(...fresh.childNodes)
  }
  history.replaceState(history.state, '', location.pathname + question(page.documentElement.lang))
  put(main, title)
  start(main)
  focus(main)
}

function keep () {
  pages.set(step, { main: document.querySelector('main'), title: document.title })
}

function put (main, title) {
  document.querySelector('main').replaceWith(main)
  document.title = title
  scrollTo(0, 0)
}

function focus (main) {
  const first = main.querySelector('.govuk-error-summary') || main.querySelector('h1') || main
  first.tabIndex = -1
  first.focus({ preventScroll: true })
}
