// Answering with the ballot sealed in the browser: what was chosen and written leaves this page sealed, or not at all.
// Loaded when a form of questions carries what it takes (data-ballot); where it cannot run, the form goes to the server.
import { fromHex } from '../ballot/bytes.js'
import { UnknownAnswer, clean, sentIn } from '../ballot/clean.js'
import { withCode } from '../ballot/envelope.js'
import { TooLong, TooMuch, pack } from '../ballot/pack.js'
import { seal } from '../ballot/seal.js'
import { checkPage } from './check_page.js'
import { loadLexicon, redacted } from './covering.js'
import { hand } from './handing.js'
import { LINK, begin } from './invitation.js'
import { right, wrong } from './wrong.js'
import { mark } from '../scripts/words.js'

export { begin }

const BLANK = mark('You have not answered anything yet. Answer at least one question, or choose “Prefer not to say”.')
const NO_LISTS = mark('We could not load what covers names in comments. Your answers are still on this page. Try again when you have a signal.')
const NO_SEAL = mark('This page could not make your answers ready to send. Nothing has been sent. Open it in another browser, or try again.')
const NOBODY = 'topic_only'

// The right to answer of somebody with a slip: the code in the form.
const SLIP = { prepare () {}, envelope: (form, ballot) => withCode(form.elements.code.value, ballot), used () {} }

// What the form's own button does from now on, or null where this browser cannot seal.
// `house` is what the page's own script lends (assets/scripts/sealing.js).
export function take (form, house, choices = new Map()) {
  if (!globalThis.crypto || !crypto.subtle) return null
  const main = form.closest('main')
  const entitled = 'byLink' in form.dataset ? LINK : SLIP
  entitled.prepare(form)
  const at = {
    form,
    house,
    entitled,
    outline: JSON.parse(form.dataset.outline),
    // Held here: they leave the document with their page.
    pages: Object.fromEntries([...main.querySelectorAll('template')].map(page => [page.id, page])),
    choices, // comment -> what its author covers, and asks to be shown
    again: () => check(at),
    useSlip () { at.entitled = SLIP }
  }
  form.querySelectorAll('textarea').forEach(box => box.addEventListener('focus', () => loadLexicon(form)))
  return at.again
}

async function check (at) {
  const { form, house } = at
  house.quiet(form)
  right(form.closest('main'), at.pages.summary)
  house.busy(form, true)
  const problem = await make(at).finally(() => house.busy(form, false))
  if (problem) wrong(form, at.pages.summary, problem)
}

// Shows the check page; or returns what must be put right first, {field: words}.
async function make (at) {
  const { form, house, outline } = at
  const sent = sentIn(outline, new FormData(form))
  if (!Object.values(sent).some(values => values.some(value => value.trim()))) return { '': BLANK }
  const comments = await redacted(form, outline.filter(({ kind }) => kind === 'comment').map(item => said(at, item)))
  if (!comments) return house.say(form, NO_LISTS)
  try {
    const answers = clean(outline, sent)
    await sealAs(at, answers, comments)
    hand(at, checkPage(at, { sent, answers, comments }, said => sealAs(at, answers, said)))
  } catch (error) {
    return problemIn(error)
  }
}

// Sealed before it is shown, so that Send tapped twice is the same ballot twice; anew when an author covers more.
// Throws what pack() throws, and then nothing has changed.
function sealAs (at, answers, comments) {
  const packed = pack(answers, comments.map(({ item, reader, text, kept }) => ({ item, reader, text, kept: reader === NOBODY ? [] : kept })))
  const { key, wave, block } = at.form.dataset
  at.sealed = seal(fromHex(key), wave, block, packed)
  return at.sealed
}

// What a person can put right of what went wrong. Anything else is ours, and is said as such.
function problemIn (error) {
  if (error instanceof TooLong) return { [error.item]: error.message }
  if (error instanceof UnknownAnswer || error instanceof TooMuch) return { '': error.message }
  console.error(error)
  return { '': NO_SEAL }
}

function said ({ form, choices }, { code }) {
  const reader = form.querySelector(`[name="${code}-reader"]:checked`)
  // What was covered stays so when the author comes back from the questions with other words.
  if (!choices.has(code)) choices.set(code, { hide: new Set(), keep: new Set() })
  const written = form.elements[code].value.trim()
  return { item: code, written, reader: reader ? reader.value : NOBODY, choices: choices.get(code) }
}
