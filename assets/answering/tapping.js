// A comment on the check page, word by word: a tap covers a word, or undoes it. Nothing but what stands there is sealed.
import { HIDDEN, same } from '../ballot/choices.js'
import { MOST_KEPT, TooLong } from '../ballot/pack.js'
import { element } from './page.js'
import { mark, speak } from '../scripts/words.js'

const COVERED = mark('We covered what may say who somebody is. If the sense is lost, change your words.')
const DESCRIBING = mark('These words may describe you so that others know who wrote them. We cannot cover a description: change it, or leave it out.')
const HOW = mark('Tap a word to cover it. Tap a covered one to undo.')
const STAYS = mark('This stays covered: it is a number, an address, a date or an age, or it is long.')
const NOBODY_READS = mark('Nobody reads this comment, so covered words cannot be shown.')
const TOO_MANY = mark('You can ask for at most %(most)s things in one comment.')
const CHOOSE = mark('Choose words one by one')
const DONE = mark('Stop choosing words')

// The <dd> of a comment (covering.js). `readers` says who may read it. `changed` takes the comment after a tap, and throws
// TooLong where it no longer fits.
export function tappable (comment, readers, changed) {
  const box = element('dd')
  const text = element('p', 'pulse-written')
  text.dir = 'auto'
  const note = element('p', 'pulse-answer__note')
  const told = element('p', 'pulse-told', speak(HOW))
  told.setAttribute('role', 'status')
  // For whoever does not point: the words become buttons.
  const choose = element('button', 'govuk-button govuk-button--secondary govuk-!-margin-bottom-1', speak(CHOOSE))
  choose.type = 'button'
  const at = { comment, readers, changed, text, note, told, buttons: false }
  choose.addEventListener('click', () => {
    at.buttons = !at.buttons
    choose.textContent = speak(at.buttons ? DONE : CHOOSE)
    draw(at)
  })
  text.addEventListener('click', event => {
    const tapped = event.target.closest('[data-piece]')
    if (tapped) tap(at, Number(tapped.dataset.piece))
  })
  draw(at)
  box.append(text, note, told, choose)
  return box
}

function draw ({ comment, readers, text, note, buttons }) {
  text.replaceChildren(...comment.pieces.map((piece, at) => drawn(piece, at, buttons)))
  const asked = comment.pieces.filter(piece => piece.asked).map(({ text }) => speak('You ask to show “%(words)s”: it stays covered until a comment reader agrees.', { words: text }))
  const said = [speak('Who may read it: %(readers)s.', { readers })]
  if (comment.pieces.some(piece => piece.mark)) said.push(speak(COVERED))
  said.push(...new Set(asked))
  if (comment.describes) said.push(speak(DESCRIBING))
  note.textContent = said.join(' ')
}

// Elements and text alone, never markup.
function drawn (piece, at, buttons) {
  if (!piece.word && !piece.mark) return document.createTextNode(piece.text)
  const shown = piece.mark ? element('mark', `pulse-mask${piece.asked ? ' pulse-mask--asked' : ''}`, piece.mark) : piece.text
  const made = element(buttons ? 'button' : 'span', 'pulse-word', shown)
  made.dataset.piece = at
  if (buttons) {
    made.type = 'button'
    made.setAttribute('aria-pressed', String(Boolean(piece.mark)))
    if (piece.mark) made.append(element('span', 'govuk-visually-hidden', ` ${speak('stands for %(words)s', { words: piece.text })}`))
  }
  return made
}

function tap (at, place) {
  const piece = at.comment.pieces[place]
  const { hide, keep } = at.comment.choices
  if (piece.word || piece.mark === HIDDEN) {
    const now = turn(at, hide, piece.text)
    if (now !== null) say(at, now ? speak('“%(words)s” is covered. Tap it again to undo.', { words: piece.text }) : speak('“%(words)s” is no longer covered.', { words: piece.text }))
  } else if (!piece.can) say(at, `“${piece.text}”: ${speak(STAYS)}`)
  else if (at.comment.reader === 'topic_only') say(at, speak(NOBODY_READS))
  else if (!piece.asked && at.comment.kept.length >= MOST_KEPT) say(at, speak(TOO_MANY, { most: MOST_KEPT }))
  else {
    const now = turn(at, keep, piece.text)
    if (now !== null) say(at, now ? speak('We will ask a comment reader to show “%(words)s”. They see the words and decide. Until then it stays covered. Tap it again to undo.', { words: piece.text }) : speak('“%(words)s” stays covered, and nobody is asked.', { words: piece.text }))
  }
  // The words were drawn anew: whoever came with the keyboard is where they were.
  const again = at.buttons && at.text.querySelector(`[data-piece="${Math.min(place, at.comment.pieces.length - 1)}"]`)
  if (again) again.focus()
}

// Puts the words in or takes them out, and seals the comment anew. Null where it does not fit, and all is as before.
function turn (at, chosen, words) {
  const word = same(words)
  const put = !chosen.has(word)
  const change = into => into ? chosen.add(word) : chosen.delete(word)
  change(put)
  const said = at.comment.anew()
  try {
    at.changed(said)
  } catch (error) {
    if (!(error instanceof TooLong)) throw error
    change(!put)
    say(at, speak('There is no room for that mark: your comment would be too long. Shorten it first.'))
    return null
  }
  at.comment = said
  draw(at)
  return put
}

function say ({ told }, words) {
  told.textContent = words
}
