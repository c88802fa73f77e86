// A form that carries what sealing takes (data-ballot: where the script for it is) is answered in the browser.
// Where that script does not come or cannot run, the form stays as it is and goes to the server.
import { busy } from './busy.js'
import { FAILED, NO_SIGNAL, OFFLINE, ask, handle, quiet, say } from './keep.js'
import { show } from './steps.js'

// A function: these modules know each other, so not all of this is there when this file is read.
const house = () => ({ FAILED, NO_SIGNAL, OFFLINE, ask, busy, handle, quiet, say, show })

// A page behind a personal link (data-invitation) comes to life in the same way; without that script it points to paper.
export function takeBallots (scope) {
  scope.querySelectorAll('[data-invitation]').forEach(async (box) => {
    const { begin } = await import(box.dataset.invitation).catch(() => ({}))
    if (begin && window.crypto && crypto.subtle) begin(box, house())
  })
  scope.querySelectorAll('form[data-ballot]').forEach(async (form) => {
    const { take } = await import(form.dataset.ballot).catch(() => ({}))
    const action = take && take(form, house())
    if (action) handle(form, action)
  })
}
