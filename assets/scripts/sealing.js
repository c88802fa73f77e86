// A form that carries what sealing takes (data-ballot: where the script for it is) is answered in the browser.
// Where that script does not come or cannot run, the form stays as it is and goes to the server.
import { busy } from './busy.js'
import { FAILED, NO_SIGNAL, OFFLINE, ask, handle, quiet, say, send } from './keep.js'
import { show } from './steps.js'

// The form of questions that is sealed here, whatever page of it is shown: {form, action, choices, byLink}.
let current = null
// Forms whose script is on its way: form -> {choices, ready}.
const coming = new WeakMap()

// With a form that has just come in another language: its action, once it is ready, with the choices made before.
export function sealed (form, choices) {
  if (!form) return current
  const own = coming.get(form)
  choices.forEach((chosen, comment) => own.choices.set(comment, chosen))
  return own.ready
}

// A function: these modules know each other, so not all of this is there when this file is read.
const house = () => ({ FAILED, NO_SIGNAL, OFFLINE, ask, busy, handle, quiet, say, show })

// A page behind a personal link (data-invitation) comes to life in the same way; without that script it points to paper.
export function takeBallots (scope) {
  scope.querySelectorAll('[data-invitation]').forEach(async (box) => {
    const { begin } = await import(box.dataset.invitation).catch(() => ({}))
    if (begin && window.crypto && crypto.subtle) begin(box, house())
  })
  scope.querySelectorAll('form[data-ballot]').forEach((form) => {
    const choices = new Map()
    const ready = import(form.dataset.ballot).then(({ take }) => take(form, house(), choices)).catch(() => null)
    ready.then((action) => { current = action && { form, action, choices, byLink: 'byLink' in form.dataset } })
    coming.set(form, { choices, ready })
    // From the first tap on: whoever is quicker than the script waits for it, so that nothing leaves unsealed for haste.
    handle(form, async (button) => {
      busy(form, true)
      const action = await ready
      busy(form, false)
      return action ? action(button) : send(form, button)
    })
  })
}
