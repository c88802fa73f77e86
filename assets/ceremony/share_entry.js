// Asking a keyholder for a share: from a file, or typed from the sheet. A mistake is named with its line.
import { toHex } from '../ballot/bytes.js'
import { bullets, button, buttons, chosen, clear, details, field, file, h, p, problem, problems, show, Unread } from './dom.js'
import { HOLDERS } from './keys.js'
import { LINES, Misread, read, readLine, tagOf } from './share.js'

// A share that is no share of this key. `id` leads to the field where it was given.
class NotThis extends Error {}

// key: {publicKey, words, slot if it is known}. which: "first" or "second". taken: the share given before, or null.
export function askForShare ({ heading, key, which, taken, then, back, rehearsal }) {
  show(heading,
    problems(),
    p(`This takes two keyholders. ${which === 'first' ? 'The first one' : 'Now the second one'} gives a share of the key `, h('strong', key.words), key.slot ? ` (key ${key.slot} on the sheet).` : '. Look for these four words on your sheet.'),
    file('share-file', 'Your share file, if you saved one', '.json,application/json'),
    h('p.govuk-body.or', 'or'),
    h('fieldset.govuk-fieldset',
      h('legend.govuk-fieldset__legend.govuk-fieldset__legend--m', 'Type the five lines of this key'),
      p('Twelve letters and digits, then the word at the end of the line. Capitals and spaces do not matter.'),
      Array.from({ length: LINES }, (_, at) => [
        field(`line-${at + 1}`, `Line ${at + 1}`, { blur: () => look(at + 1) }),
        h('p.right', { id: `line-${at + 1}-right`, role: 'status' })
      ]).flat()),
    buttons(button('Go on', () => take(key, taken, then)), back && button('Back', back, 'secondary')),
    rehearsal ? badPrint() : lost())
}

function badPrint () {
  return details('A sheet cannot be read',
    p('Good that it is found now. If that keyholder saved the share file, use it, and copy the sheet from it by hand. Otherwise make new keys: close this page, open it again, and destroy the sheets made today. Nothing is lost, since no round uses these keys yet.'))
}

function lost () {
  return details('A sheet is lost or cannot be read',
    p('Any two of the three sheets are enough: ask the third keyholder. Nothing is lost until then; the sealed answers wait on the server.'),
    bullets(
      'If one line is unreadable, ask whether that keyholder also has the share file.',
      'If two sheets are lost, nobody in the world can read these answers, and the round has no results. Tell the survey office, which stops the round.',
      'After a round in which a sheet was lost, make new keys for the coming rounds: whoever finds the sheet holds one of the two that are needed.'
    ))
}

// What can be said of one line as soon as it is typed; take() says what is wrong with it.
async function look (number) {
  const id = `line-${number}`
  const typed = document.getElementById(id)?.value
  if (typed === undefined) return
  const isRight = await readLine(number, typed).then(() => true, () => false)
  const place = document.getElementById(`${id}-right`)
  if (!place) return
  // In room that is kept for it: the button below must not move away from under somebody's pointer.
  place.textContent = !typed.trim() ? '' : isRight ? '✓ This line is right' : 'This line is not right yet'
  place.classList.toggle('right--not', !isRight)
}

async function take (key, taken, then) {
  clear()
  try {
    const content = await chosen('share-file')
    const share = await read(content ? fromFile(content, key) : typedLines())
    await belongs(share, key)
    if (taken?.holder === share.holder) throw new NotThis(`This is the share of ${titleOf(share)} again. The second one must come from another keyholder.`)
    then(share)
  } catch (error) {
    if (error instanceof Unread) return problem(error.message, error.id)
    if (!(error instanceof Misread || error instanceof NotThis)) throw error
    const input = document.getElementById('share-file')
    const id = input.files.length ? 'share-file' : `line-${error.line || 1}`
    input.value = '' // or it would be read again, whatever is typed below
    problem(error.message, id)
  }
}

function typedLines () {
  const lines = Array.from({ length: LINES }, (_, at) => document.getElementById(`line-${at + 1}`).value)
  if (!lines.some(line => line.trim())) throw new NotThis('Choose your share file, or type the five lines')
  return lines
}

function fromFile (content, key) {
  const damaged = new NotThis('This file is damaged or no share file. Choose another, or type the five lines from your sheet.')
  let file
  try {
    file = JSON.parse(new TextDecoder().decode(content))
  } catch {
    throw damaged
  }
  if (file?.format !== 'pulse-shares/1') throw new NotThis('This is not a share file. Yours is called pulse-share-… with your role and the date.')
  if (!Array.isArray(file.keys) || !file.keys.every(isWhole)) throw damaged
  const found = file.keys.find(({ words }) => words === key.words)
  if (!found) throw new NotThis(`This share file has no key with the words “${key.words}”: it is of another ceremony (${file.made_on}). Find the file or sheet that has them.`)
  return found.lines
}

function isWhole (key) {
  return Array.isArray(key?.lines) && key.lines.length === LINES && key.lines.every(line => typeof line === 'string')
}

async function belongs (share, key) {
  if (share.holder < 1 || share.holder > HOLDERS.length) throw new NotThis('These lines are of no keyholder. Compare them with the sheet again.')
  if (toHex(share.tag) === toHex(await tagOf(key.publicKey))) return
  throw new NotThis(`These are the five lines of another key: key ${share.slot} of ${titleOf(share)}. Look on your sheets for the one with the words “${key.words}”.`)
}

export function titleOf (share) {
  return HOLDERS[share.holder - 1].title
}
