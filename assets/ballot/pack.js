// Packing: answers and comments as 8,192 bytes, whatever was said: u32 length ‖ JSON ‖ zeros.
// The same bytes as surveys/responses/packing.py makes, so that nothing tells who answered by which way.
import { speak, speakMany } from '../scripts/words.js'
import { concat, toHex } from './bytes.js'

export const PACKED = 8192
export const MOST_COMMENTS = 2
export const MOST_CHARACTERS = 1000
// As JSON writes it in UTF-8. Two comments of three bytes a character fit beside all answers, two of four do not.
export const MOST_BYTES = 4 * MOST_CHARACTERS
export const MOST_KEPT = 5 // words under marks that an author asks to show, of each comment
// Whom an author may let read a comment. A ballot with another word here would be dropped at the opening.
export const READERS = ['topic_only', 'union', 'union_psw', 'directors']

const HEAD = 4
const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/

// A comment that does not fit. `item` says which, `over` by how many characters; `both`: only beside the other.
export class TooLong extends Error {
  constructor (item, position, over, both = false) {
    super(tooLong(position, over, both))
    Object.assign(this, { name: 'TooLong', item, over })
  }
}

// Three whole sentences, as surveys/responses/packing.py has them: none can be put together from parts in every language.
function tooLong (position, over, both) {
  if (both) {
    return speakMany('Your two comments together are about %(num)s character too long. Shorten one of them: nothing you typed has been lost.',
      'Your two comments together are about %(num)s characters too long. Shorten one of them: nothing you typed has been lost.', over)
  }
  if (position === 0) {
    return speakMany('Your first comment is about %(num)s character too long. Shorten it: nothing you typed has been lost.',
      'Your first comment is about %(num)s characters too long. Shorten it: nothing you typed has been lost.', over)
  }
  return speakMany('Your second comment is about %(num)s character too long. Shorten it: nothing you typed has been lost.',
    'Your second comment is about %(num)s characters too long. Shorten it: nothing you typed has been lost.', over)
}

// More than a ballot holds. No page of ours asks for this.
export class TooMuch extends Error {
  constructor (message) {
    super(message)
    this.name = 'TooMuch'
  }
}

// answers: {item: value or [values]}. comments: [{item, reader, text, kept?: [[mark, words]]}]; blank ones are left out.
// Throws TooLong for a comment, TooMuch for the whole, TypeError for what no ballot can hold.
export function pack (answers, comments) {
  const said = comments.map(({ item, reader, text, kept }) => ({ item, reader, text: tidied(text), ...asked(kept) }))
    .filter(comment => comment.text)
  if (said.length > MOST_COMMENTS) throw new TooMuch(`A round has at most ${MOST_COMMENTS} comments.`)
  said.forEach(({ item, reader, text }, position) => {
    const over = excess(text)
    if (over) throw new TooLong(item, position, over)
    if (!READERS.includes(reader)) throw new TypeError('There is no such reader.')
  })
  if (!Object.values(answers).flat().every(answer => typeof answer === 'string')) throw new TypeError('An answer is a text or a list of texts.')
  const written = utf8(canonical({ answers, comments: said }))
  const over = written.length - (PACKED - HEAD)
  if (over > 0 && said.length === MOST_COMMENTS) throw new TooLong(said[1].item, 1, Math.ceil(over / 4), true)
  if (over > 0) {
    throw new TooMuch(speak('These are more answers than this round has questions. Start again.'))
  }
  return pad(written, PACKED)
}

// Words to ask for leave no trace where there are none. A mark's number is written as JSON writes it.
function asked (kept = []) {
  return kept.length ? { kept: kept.map(([mark, words]) => [mark, tidied(words)]) } : {}
}

// By how many characters a comment is too long; 0 when it fits. A line's end counts once.
export function excess (text) {
  const tidy = tidied(text)
  const tooMany = [...tidy].length - MOST_CHARACTERS
  const heavy = utf8(JSON.stringify(tidy)).length - 2 - MOST_BYTES // 2: the quotation marks
  // A character takes up to four bytes (six when JSON must escape it): at least so many must go.
  return Math.max(0, tooMany, Math.ceil(heavy / 4))
}

// Without white space around it. Not trim(): that leaves other characters than Python's strip() does.
export function strip (text) {
  let start = 0
  let end = text.length
  while (start < end && SPACE.test(text[start])) start++
  while (end > start && SPACE.test(text[end - 1])) end--
  return text.slice(start, end)
}

// Whether every character is one; text can hold half a pair, which no UTF-8 can.
export function isWhole (text) {
  return !Array.from(text).some(isHalf)
}

// By hand: WebKit's patterns miss a half that stands beside one of the last characters before U+FFFF.
function isHalf (character) {
  return character.length === 1 && character >= '\ud800' && character <= '\udfff'
}

// Line ends as one character, accents as one letter, halves of a broken emoji as a question mark.
function tidied (text) {
  const whole = Array.from(text, character => isHalf(character) ? '?' : character).join('')
  return strip(whole.replace(/\r\n?/g, '\n').normalize('NFC'))
}

function pad (content, size) {
  const length = new Uint8Array(HEAD)
  new DataView(length.buffer).setUint32(0, content.length) // big endian
  return concat(length, content, new Uint8Array(size - HEAD - content.length))
}

// surveys/canonical.py: keys sorted, no white space, NFC. Written out here because an object of
// JavaScript cannot hold its keys in any order (numbers come first).
function canonical (value) {
  if (typeof value === 'string') return JSON.stringify(composed(value))
  if (Number.isSafeInteger(value)) return String(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') throw new TypeError('No ballot holds this.')
  const inner = new Map(Object.entries(value).map(([key, one]) => [composed(key), one]))
  // Sorted as UTF-8, which is Python's order of characters; JavaScript's own differs beyond U+FFFF.
  const ordered = [...inner.keys()].map(key => [toHex(utf8(key)), key]).sort(([a], [b]) => a < b ? -1 : 1)
  return `{${ordered.map(([, key]) => `${JSON.stringify(key)}:${canonical(inner.get(key))}`).join(',')}}`
}

function composed (text) {
  if (!isWhole(text)) throw new TypeError('Half a character.')
  return text.normalize('NFC')
}

function utf8 (text) {
  return new TextEncoder().encode(text)
}
