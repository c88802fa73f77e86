// The words of a comment as the name rules see them: their core, their case, where sentences start.
// As surveys/comments/words.py.

const LETTER = '[\\p{L}\\p{Nl}\\p{No}]' // Python's [^\W\d_]
const WORD = new RegExp(`${LETTER}+(?:['-]${LETTER}+)*`, 'gu')

// The words outside the barriers (marks that are already there), in order. `low` is a word's core, without
// possessive or contraction, in lower case; `gap` is what lies between the word before and this one.
export function words (text, picture, barriers, { patterns }) {
  const found = []
  let lastEnd = 0
  let place = 0 // in characters, while `unit` counts JavaScript's
  let unit = 0
  for (const { 0: whole, index } of text.matchAll(WORD)) {
    const begin = place + size(text.slice(unit, index))
    const end = begin + size(whole)
    unit = index + whole.length
    place = end
    if (barriers.some(([start, stop]) => start < end && begin < stop)) continue
    const gap = found.length ? picture.slice(lastEnd, begin) : '\n'
    const core = withoutEnding(whole, picture.slice(begin, end), patterns.ending)
    lastEnd = begin + size(core)
    found.push({
      start: begin,
      end: lastEnd,
      core,
      low: core.toLowerCase(),
      capital: /^\p{Uppercase}/u.test(core),
      shouted: size(core) > 1 && isUpper(core),
      opens: patterns.start.test(gap),
      gap
    })
  }
  return found
}

// How many characters a text has.
export function size (text) {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length
}

// Python's isupper(): something in capitals and nothing that is not.
export function isUpper (text) {
  return /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text)
}

function withoutEnding (whole, picture, pattern) {
  const ending = pattern.exec(picture)
  if (!ending || whole.toLowerCase().endsWith("n't")) return whole
  return whole.slice(0, whole.length - ending[0].length)
}
