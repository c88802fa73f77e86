// A comment on the check page, word by word: a tap covers a word, or undoes it. Nothing but what stands there is sealed.
import { HIDDEN, same } from '../ballot/choices.js'
import { MOST_KEPT, TooLong } from '../ballot/pack.js'
import { element } from './page.js'

const COVERED = ' We covered what may say who somebody is. If the sense is lost, change your words.'
const DESCRIBING = ' These words may describe you so that others know who wrote them. We cannot cover a description: change it, or leave it out.'
const HOW = 'Tap a word to cover it. Tap a covered one to undo.'
const STAYS = 'This stays covered: it is a number, an address, a date or an age, or it is long.'
const NOBODY_READS = 'Nobody reads this comment, so covered words cannot be shown.'
const TOO_MANY = `You can ask for at most ${MOST_KEPT} things in one comment.`
const CHOOSE = 'Choose words one by one'
const DONE = 'Stop choosing words'

// The <dd> of a comment (covering.js). `readers` says who may read it. `changed` takes the comment after a tap, and throws
// TooLong where it no longer fits.
export function tappable (comment, readers, changed) {
  const box = element('dd')
  const text = element('p', 'pulse-written')
  text.dir = 'auto'
  const note = element('p', 'pulse-answer__note')
  const told = element('p', 'pulse-told', HOW)
  told.setAttribute('role', 'status')
  // For whoever does not point: the words become buttons.
  const choose = element('button', 'govuk-button govuk-button--secondary govuk-!-margin-bottom-1', CHOOSE)
  choose.type = 'button'
  const at = { comment, readers, changed, text, note, told, buttons: false }
  choose.addEventListener('click', () => {
    at.buttons = !at.buttons
    choose.textContent = at.buttons ? DONE : CHOOSE
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
  const asked = comment.pieces.filter(piece => piece.asked).map(piece => ` You ask to show “${piece.text}”: it stays covered until a comment reader agrees.`)
  const covered = comment.pieces.some(piece => piece.mark) ? COVERED : ''
  note.textContent = `Who may read it: ${readers}.${covered}${[...new Set(asked)].join('')}${comment.describes ? DESCRIBING : ''}`
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
    if (piece.mark) made.append(element('span', 'govuk-visually-hidden', ` stands for ${piece.text}`))
  }
  return made
}

function tap (at, place) {
  const piece = at.comment.pieces[place]
  const { hide, keep } = at.comment.choices
  if (piece.word || piece.mark === HIDDEN) {
    const now = turn(at, hide, piece.text)
    if (now !== null) say(at, now ? `“${piece.text}” is covered. Tap it again to undo.` : `“${piece.text}” is no longer covered.`)
  } else if (!piece.can) say(at, `“${piece.text}”: ${STAYS}`)
  else if (at.comment.reader === 'topic_only') say(at, NOBODY_READS)
  else if (!piece.asked && at.comment.kept.length >= MOST_KEPT) say(at, TOO_MANY)
  else {
    const now = turn(at, keep, piece.text)
    if (now !== null) say(at, now ? `We will ask a comment reader to show “${piece.text}”. They see the words and decide. Until then it stays covered. Tap it again to undo.` : `“${piece.text}” stays covered, and nobody is asked.`)
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
    say(at, 'There is no room for that mark: your comment would be too long. Shorten it first.')
    return null
  }
  at.comment = said
  draw(at)
  return put
}

function say ({ told }, words) {
  told.textContent = words
}
