// What redaction looks at instead of a text as it was typed: the normalised text (span.py) and its
// picture (picture.py). Everything in which Python and browsers could differ about letters is in here.

const WORDLIKE = '\\p{L}\\p{N}_' // Python's \w
const JOINERS = new RegExp(`([${WORDLIKE}@.])\\u200d+|\\u200d+(?=[${WORDLIKE}@.])`, 'gu')
const NOT_ASCII = /[^\x00-\x7f]/g // eslint-disable-line no-control-regex
const DECIMAL = /^\p{Nd}/u
const LETTER_OR_NUMBER = /^[\p{L}\p{N}]/u
const BLANK = /[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/ // as Python has it
const TWINS = { '\u017f': 's', '\u0130': 'i', '\u0131': 'i' } // s and i when case is ignored

// The text with straight quotes, plain spaces and digits, and without characters nobody sees.
export function normalise (text, { plain, unseen }) {
  return text.normalize('NFC').replace(/\r\n/g, '\n')
    .replace(NOT_ASCII, (character) => plain.get(character) || character)
    .replace(unseen, '').replace(JOINERS, '$1').normalize('NFC')
}

// One plain unit for each character, so that patterns without the flag for Unicode mean the same
// everywhere, and a place in the picture is a place in the text.
export function picture (points) {
  return points.map(seen).join('')
}

function seen (point) {
  if (point < '\x80') return point
  if (TWINS[point]) return TWINS[point]
  if (DECIMAL.test(point)) return digit(point)
  if (LETTER_OR_NUMBER.test(point)) return '_'
  if (BLANK.test(point)) return '\t'
  return point.length > 1 ? '\ufffd' : point
}

// The ASCII digit of any script's digit: Unicode has them in rows of ten, from nought to nine.
function digit (point) {
  const code = point.codePointAt(0)
  let before = 0
  while (DECIMAL.test(String.fromCodePoint(code - before - 1))) before++
  return String(before % 10)
}
