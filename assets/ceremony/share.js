// A share of a private key as a person copies it: five lines of twelve letters and digits, each with a word at its end.
// The word depends on the letters and on the line's number, so that a slip is found in its line.
import { concat, fromHex, toHex } from '../ballot/bytes.js'
import { sha256, WORDS } from './words.js'

export const LINES = 5
export const SHARE = 33 // 32 bytes of the key's polynomial and the place they were taken at
const LETTERS = 12
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ' // Crockford's: no I, L, O, U
const ALIKE = { I: '1', L: '1', O: '0' }

// A mistake of copying. `line` says where, 1 to 5.
export class Misread extends Error {
  constructor (line, message) {
    super(message)
    Object.assign(this, { name: 'Misread', line })
  }
}

// What a share must say of itself, so that one of another key is recognised: three bytes of its key's digest.
export async function tagOf (publicKey) {
  return (await sha256(publicKey)).slice(0, 3)
}

// share: {tag: 3 bytes, slot: 1 to 15, holder: 1 to 3, bytes: 33}. Returns five texts.
export async function write ({ tag, slot, holder, bytes }) {
  const whole = concat(Uint8Array.of(0), tag, Uint8Array.of(slot * 16 + holder), bytes)
  const digits = toHex(whole).slice(1) // 300 bits: the leading zero of four bits is left for later versions
  const lines = digits.match(/.{15}/g).map(part => letters(BigInt('0x' + part)))
  return Promise.all(lines.map(async (line, at) => `${line.match(/.{4}/g).join(' ')} ${await word(at + 1, line)}`))
}

// The share that five typed lines are. Throws Misread for the first line that is not as it was printed.
export async function read (typed) {
  const lines = []
  for (let number = 1; number <= LINES; number++) lines.push(await readLine(number, typed[number - 1] || ''))
  const whole = fromHex('0' + lines.map(digits).join(''))
  if (whole[0] !== 0) throw new Misread(1, 'This share was made by a newer page. Open that page, and try again.')
  return { tag: whole.slice(1, 4), slot: whole[4] >> 4, holder: whole[4] & 15, bytes: whole.slice(5) }
}

// The twelve letters of a line as it was typed. Case, spaces and letters that look alike are forgiven.
export async function readLine (number, typed) {
  const text = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (!text) throw new Misread(number, `Line ${number} is empty.`)
  const [first, last] = [text.slice(0, LETTERS), text.slice(LETTERS).toLowerCase()]
  const apart = typed.toLowerCase().trim().match(/[a-z]*$/)[0] // “scare” may end in “care”: what stands apart is the word
  if (!WORDS.includes(last) || (apart !== last && WORDS.includes(apart))) throw new Misread(number, unfinished(number, text))
  const line = first.replace(/[ILO]/g, letter => ALIKE[letter])
  const strange = line.match(/[^0-9A-HJKMNP-TV-Z]/)
  if (strange) throw new Misread(number, `Line ${number} has the letter ${strange[0]}, which no sheet uses. Look at it again: it may be a V.`)
  if (last === await word(number, line)) return line
  throw new Misread(number, await unfitting(number, line, last))
}

function unfinished (number, text) {
  const word = WORDS.filter(one => text.endsWith(one.toUpperCase())).sort((a, b) => b.length - a.length)[0]
  if (text.length <= LETTERS) return `Line ${number} is too short. Type its 12 letters and digits, and the word at its end.`
  if (!word) return `The word at the end of line ${number} is not one that sheets use. Look at its spelling.`
  const count = text.length - word.length
  return `Line ${number} has ${count} letters and digits before the word “${word}”. It should have ${LETTERS}.`
}

async function unfitting (number, line, last) {
  for (let other = 1; other <= LINES; other++) {
    if (last === await word(other, line)) return `This is line ${other} of a sheet, typed as line ${number}.`
  }
  return `Line ${number} is not as it was printed: its letters and the word “${last}” do not belong together. Compare it with the sheet, letter by letter.`
}

async function word (number, line) {
  const digest = await sha256(new TextEncoder().encode(`pulse-share/1|${number}|${line}`))
  return WORDS[((digest[0] << 8) | digest[1]) >> 5]
}

function letters (number) {
  let text = ''
  for (let at = 0; at < LETTERS; at++) {
    text = ALPHABET[Number(number & 31n)] + text
    number >>= 5n
  }
  return text
}

function digits (line) {
  const number = [...line].reduce((sum, letter) => sum * 32n + BigInt(ALPHABET.indexOf(letter)), 0n)
  return number.toString(16).padStart(15, '0')
}
