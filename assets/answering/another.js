// A right that was refused: the page says why, and takes another code. What was answered comes along.
import { page } from './page.js'
import { wrong } from './wrong.js'
import { mark } from '../scripts/words.js'

const OTHER_ROUND = mark('This code is for another round. Use a slip of this round.')

export function another (at, why) {
  const { house, pages } = at
  const made = page(pages.again)
  const sheet = made.main.querySelector('form')
  house.handle(sheet, () => look(at, sheet))
  house.show(made)
  wrong(sheet, pages.summary, { code: why })
}

// Asks the server which group the new code answers in. The answers stay here, and are checked and sealed again.
async function look ({ form, house, pages, again, useSlip }, sheet) {
  house.quiet(sheet)
  house.busy(sheet, true)
  const code = sheet.elements.code.value
  const reply = await house.ask(`/answer${location.search}`, new URLSearchParams({ code, script: '1' })).catch(() => null)
  house.busy(sheet, false)
  if (!reply) return house.say(sheet, house.OFFLINE)
  const said = new DOMParser().parseFromString(reply.text, 'text/html')
  const found = said.querySelector('form[data-ballot]')
  if (found && found.dataset.wave === form.dataset.wave) {
    form.dataset.block = found.dataset.block
    form.elements.code.value = code
    useSlip() // whatever was refused, this goes on with a code
    return again()
  }
  const message = said.querySelector('.govuk-error-message')
  wrong(sheet, pages.summary, { code: message ? message.lastChild.textContent.trim() : OTHER_ROUND })
}
