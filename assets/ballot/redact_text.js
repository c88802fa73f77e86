// What redaction looks at instead of a text as it was typed: the normalised text (span.py) and its
// picture (picture.py). Everything in which Python and browsers could differ about letters is in here.

const WORDLIKE = '\\p{L}\\p{N}_' // Python's \w
const JOINERS = new RegExp(`([${WORDLIKE}@.])\\u200d+|\\u200d+(?=[${WORDLIKE}@.])`, 'gu')
const NOT_ASCII = /[^\x00-\x7f]/g // eslint-disable-line no-control-regex
const DECIMAL = /^\p{Nd}/u
const LETTER_OR_NUMBER = /^[\p{L}\p{N}]/u
const BLANK = /[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/ // as Python has it
// ASCII and what looks like it, as surveys/comments/picture.py has them.
const LOOKALIKES = {
  A: '\u0410\u0391', B: '\u0412\u0392', E: '\u0415\u0395', Z: '\u0396', H: '\u041d\u0397', I: '\u0406\u0399', J: '\u0408',
  K: '\u041a\u039a', M: '\u041c\u039c', N: '\u039d', O: '\u041e\u039f', P: '\u0420\u03a1', C: '\u0421', T: '\u0422\u03a4',
  Y: '\u0423\u03a5', X: '\u0425\u03a7', S: '\u0405', a: '\u0430', e: '\u0435', o: '\u043e\u03bf', p: '\u0440', c: '\u0441',
  y: '\u0443', x: '\u0445', i: '\u0456', j: '\u0458', s: '\u0455\u017f',
  0: '\u2070\u2080\u24ea', 1: '\u00b9\u2081\u2460\u2780\u2776\u2488', 2: '\u00b2\u2082\u2461\u2781\u2777\u2489', 3: '\u00b3\u2083\u2462\u2782\u2778\u248a',
  4: '\u2074\u2084\u2463\u2783\u2779\u248b', 5: '\u2075\u2085\u2464\u2784\u277a\u248c', 6: '\u2076\u2086\u2465\u2785\u277b\u248d', 7: '\u2077\u2087\u2466\u2786\u277c\u248e',
  8: '\u2078\u2088\u2467\u2787\u277d\u248f', 9: '\u2079\u2089\u2468\u2788\u277e\u2490'
}
const TWINS = { '\u0130': 'i', '\u0131': 'i' } // i when case is ignored
for (const [plain, twins] of Object.entries(LOOKALIKES)) for (const twin of twins) TWINS[twin] = plain

// The text with straight quotes, plain spaces and digits, and without characters nobody sees.
export function normalise (text, { plain, unseen, beyond }) {
  return text.normalize('NFC').replace(/\r\n/g, '\n')
    .replace(NOT_ASCII, (character) => plain.get(character) || character)
    .replace(unseen, '').replace(beyond, '$1').replace(JOINERS, '$1').normalize('NFC')
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
