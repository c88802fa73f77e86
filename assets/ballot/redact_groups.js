// Named places, teams and schools in a comment: "Bradford", "Willow Team", "St Anne's Primary".
// As surveys/comments/named_groups.py.
import { isUnknown } from './redact_names.js'

const LONGEST_PLACE = 4 // words
const WORDS_BEFORE = 5 // "team" or "school" at which to look for what names it

// Towns, boroughs and counties of the list; those that are English words after "in" or "at".
export function places (found, lexicon, allow) {
  const spans = []
  found.forEach((word, place) => {
    const size = lengthOfPlace(found, place, lexicon)
    if (size && !(size === 1 && allow.has(word.low))) {
      spans.push({ start: word.start, end: found[place + size - 1].end, mark: '[place]' })
    } else if (word.low === 'st' && word.capital && isSaint(found, place)) {
      spans.push({ start: word.start, end: found[place + 1].end, mark: '[place]' })
    }
  })
  return spans
}

// Teams with a name or a compass point: "North Team".
export function teams (found, lexicon, allow) {
  return named(found, lexicon, allow, lexicon.words.teams, '[team]')
}

// Schools, academies, colleges and nurseries with a name.
export function schools (found, lexicon, allow) {
  return named(found, lexicon, allow, lexicon.words.schools, '[school]')
}

function lengthOfPlace (found, place, lexicon) {
  const word = found[place]
  const size = lexicon.placeOpeners.has(word.low) ? longest(found, place, lexicon) : 0
  if (!size) return 0
  if (size > 1) return word.capital || !lexicon.english.has(word.low) ? size : 0
  if (!lexicon.english.has(word.low) && !lexicon.firstNames.has(word.low)) return 1
  const after = place > 0 && lexicon.words.where.has(found[place - 1].low)
  return word.capital && after && !word.opens ? 1 : 0
}

function longest (found, place, lexicon) {
  for (let size = Math.min(LONGEST_PLACE, found.length - place); size > 0; size--) {
    const several = found.slice(place, place + size).map((one) => one.low).join(' ')
    if (lexicon.places.has(several)) return size
  }
  return 0
}

function isSaint (found, place) {
  const following = found[place + 1]
  return following && following.capital && [' ', '. '].includes(following.gap)
}

function named (found, lexicon, allow, heads, mark) {
  const spans = []
  found.forEach((head, place) => {
    if (!heads.has(head.low)) return
    const first = firstThatNames(found, place, lexicon, allow)
    if (first < place) spans.push({ start: found[first].start, end: head.end, mark })
  })
  return spans
}

// The words before "team" or "school", back to the first that names it.
function firstThatNames (found, place, lexicon, allow) {
  const head = found[place]
  let start = place
  let first = place
  while (start > Math.max(0, place - WORDS_BEFORE) && [' ', "'s ", '-', ' & ', '. '].includes(found[start].gap)) {
    const before = found[start - 1]
    if (!before.capital && !lexicon.places.has(before.low)) break
    start -= 1
    if (isNaming(before, head, lexicon, allow)) first = start
  }
  return first
}

function isNaming (word, head, lexicon, allow) {
  const { compass, functions } = lexicon.words
  if (allow.has(word.low) || functions.has(word.low)) return false
  if (lexicon.places.has(word.low) || compass.has(word.low) || isUnknown(word, lexicon, allow)) return true
  return !lexicon.allowed.has(word.low) && head.capital && !word.shouted
}
