// What the author of a comment covers besides, and what they ask to be shown; and what comes of it.
// As surveys/comments/choices.py and kept.py; here the author taps words instead of typing them.
import { MOST_KEPT } from './pack.js'
import { covered, masked, plain } from './redact.js'

export const HIDDEN = '[hidden]'
export const MOST_KEPT_CHARACTERS = 60

const NEAR = 20
const LETTERS = /^[\p{L}\p{M} '’&-]+$/u
const NUMBER = /\p{N}/u
const AT_OR_DOT = /@|\bdot\b/
const CHUNK = /\S+/g
const WORD = /[\p{L}\p{N}](?:.*[\p{L}\p{N}\p{M}])?/su // without what stands around it: "(Dave)," is Dave

// choices: { hide: Set of words to cover wherever they stand, keep: Set of covered words to ask for }, both as `same`.
// Returns { text: as it will be read, kept: [[number of the mark, words]], pieces }. A piece is { text }, of it
// { word: true } where it can be covered, or { mark, text: what stands under it, can: be asked for, asked }.
export function approved (text, choices, lexicon) {
  const points = plain(text, lexicon)
  const byRules = covered(points, lexicon)
  const hidden = words(points, [...byRules, ...marks(points, lexicon)])
    .filter((word) => choices.hide.has(same(written(points, word)))).map((word) => ({ ...word, mark: HIDDEN }))
  const found = hidden.length ? covered(points, lexicon, [], hidden) : byRules
  const whole = masked(points, found)
  const under = abouts(points, whole, found, choices, lexicon)
  return { text: whole, kept: asked(whole, found, under, lexicon), pieces: pieces(points, found, under, lexicon) }
}

// Words that differ in capitals alone are the same.
export function same (words) {
  return words.toLowerCase()
}

// What stands around a stretch counts as it is read: a covered number is none.
function abouts (points, whole, found, { keep }, { soft, mark: marked }) {
  const read = Array.from(whole)
  let shift = 0
  return found.map((span) => {
    const { start, end, mark } = span
    const text = written(points, span)
    const before = read.slice(0, start + shift).join('')
    const after = read.slice(start + shift + mark.length).join('')
    shift += mark.length - (end - start)
    const can = soft.has(mark) && end - start <= MOST_KEPT_CHARACTERS && canBeAsked(text, before, after, marked)
    return { mark, text, can, asked: can && keep.has(same(text)) }
  })
}

// Letters alone, and no number near them: "12 [name] y [name]" is an address, whatever we know of its language.
function canBeAsked (text, before, after, mark) {
  const near = Array.from(before.replace(mark, '.')).slice(-NEAR).concat(' ', Array.from(after.replace(mark, '.')).slice(0, NEAR))
  const whole = Array.from(before).slice(-NEAR).concat(text, Array.from(after).slice(0, NEAR)).join('')
  return LETTERS.test(text) && !near.some(one => NUMBER.test(one)) && !AT_OR_DOT.test(whole.toLowerCase())
}

// A mark's number counts the marks before it, but for those that say "[hidden]".
function asked (whole, found, under, lexicon) {
  const numbers = new Map()
  for (const { start, mark } of marks(Array.from(whole), lexicon)) if (mark !== HIDDEN) numbers.set(start, numbers.size)
  let shift = 0
  const kept = []
  found.forEach(({ start, end, mark }, at) => {
    if (under[at].asked) kept.push([numbers.get(start + shift), under[at].text])
    shift += mark.length - (end - start)
  })
  return kept.slice(0, MOST_KEPT)
}

// The marks that stand in a text as such.
function marks (points, lexicon) {
  const text = points.join('')
  return Array.from(text.matchAll(lexicon.mark), ({ 0: mark, index }) => {
    const start = Array.from(text.slice(0, index)).length
    return { start, end: start + mark.length, mark }
  })
}

// The stretches of single words outside those that are taken.
function words (points, taken) {
  return gaps(points, taken).flatMap(({ start, end }) => {
    const text = points.slice(start, end).join('')
    return Array.from(text.matchAll(CHUNK), ({ 0: chunk, index }) => {
      const word = chunk.match(WORD)
      if (!word) return null
      const begin = start + Array.from(text.slice(0, index + word.index)).length
      return { start: begin, end: begin + Array.from(word[0]).length }
    }).filter(Boolean)
  })
}

function gaps (points, taken) {
  const found = []
  let last = 0
  for (const { start, end } of [...taken].sort((one, other) => one.start - other.start)) {
    if (start > last) found.push({ start: last, end: start })
    last = Math.max(last, end)
  }
  return last < points.length ? [...found, { start: last, end: points.length }] : found
}

function pieces (points, found, under, lexicon) {
  const tappable = words(points, [...found, ...marks(points, lexicon)]).map((word) => ({ ...word, piece: { word: true } }))
  const covering = found.map((span, at) => ({ ...span, piece: under[at] }))
  const whole = []
  let last = 0
  for (const one of [...tappable, ...covering].sort((a, b) => a.start - b.start)) {
    if (one.start > last) whole.push({ text: written(points, { start: last, end: one.start }) })
    whole.push({ text: written(points, one), ...one.piece })
    last = one.end
  }
  return last < points.length ? [...whole, { text: written(points, { start: last, end: points.length }) }] : whole
}

function written (points, { start, end }) {
  return points.slice(start, end).join('')
}
