// Named places, teams and schools in a comment: "Bradford", "Willow Team", "St Anne's Primary".
// As surveys/comments/named_groups.py.
import { isName, isUnknown } from './redact_ordinary.js'

const LONGEST_PLACE = 4 // words
const MOST_WORDS = 5 // before "team" or "school" at which to look for what names it
const GAPS = [' ', "'s ", "' ", '-', ' & ', '. ']
const LINKS = ['of', 'and', 'the', 'on', 'upon']

// What is called something: the lists of words that end its name, the one of those that begin it, and its mark.
const TEAMS = { mark: '[team]', heads: ['teams'], leads: 'before_teams' }
const SCHOOLS = { mark: '[school]', heads: ['schools'], leads: 'before_schools' }
const SITES = { mark: '[place]', heads: ['sites', 'strict_sites'], leads: 'before_sites' }

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

// Teams with a name or a compass point: "North Team", "Willow team", "Team Falcon", "Magnolia".
export function teams (found, lexicon, allow) {
  const { emblems } = lexicon.words
  const alone = found.filter((word) => emblems.has(word.low) && word.capital && !word.opens && !word.shouted &&
    !isName(word.low, lexicon) && !allow.has(word.low))
  return [...groups(found, lexicon, allow, TEAMS), ...alone.map(({ start, end }) => ({ start, end, mark: '[team]' }))]
}

// Schools, academies, colleges and nurseries with a name.
export function schools (found, lexicon, allow) {
  return groups(found, lexicon, allow, SCHOOLS)
}

// Hospitals, homes, estates, houses and prisons with a name.
export function sites (found, lexicon, allow) {
  return groups(found, lexicon, allow, SITES)
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

function groups (found, lexicon, allow, kind) {
  const spans = []
  found.forEach((word, place) => {
    if (kind.heads.some((list) => lexicon.words[list].has(word.low))) {
      const first = firstThatNames(found, place, lexicon, allow, kind)
      if (first < place) spans.push({ start: found[first].start, end: word.end, mark: kind.mark })
    }
    if (word.capital && lexicon.words[kind.leads].has(word.low)) {
      const last = lastThatNames(found, place, lexicon, allow, kind)
      if (last > place) spans.push({ start: word.start, end: found[last].end, mark: kind.mark })
    }
  })
  return spans
}

// Of the words before "team" or "school" the first of its name; `place` itself when it has none.
function firstThatNames (found, place, lexicon, allow, kind) {
  let start = place
  let first = place
  while (start > Math.max(0, place - MOST_WORDS) && GAPS.includes(found[start].gap)) {
    const before = found[start - 1]
    if (!(before.capital || isNamedSmall(before, lexicon, kind) || links(found, start - 1))) break
    start -= 1
    if (isNaming(before, found[place], lexicon, allow, kind)) first = start
  }
  if (first === place) return place
  while (first > start && found[first - 1].capital && !isLeftOut(found, first - 1, lexicon)) first -= 1
  return first
}

// "The", "Our" and the like: but "Our Lady" is a name.
function isLeftOut (found, place, { words }) {
  const { low, opens } = found[place]
  if (words.determiners.has(low)) return found[place + 1].low !== 'lady'
  return opens && words.functions.has(low)
}

// "Our Lady of Lourdes": a little word between capitals.
function links (found, place) {
  return LINKS.includes(found[place].low) && place > 0 && found[place - 1].capital
}

// "the willow team", "our north team", "bradford team".
function isNamedSmall ({ low }, { places, words }, kind) {
  if (places.has(low)) return true
  return kind === TEAMS && (words.emblems.has(low) || (words.compass.has(low) && low !== 'central'))
}

function isNaming (word, head, lexicon, allow, kind) {
  const { compass, emblems, functions, strict_sites: strict } = lexicon.words
  if (allow.has(word.low) || functions.has(word.low)) return false
  if (lexicon.places.has(word.low) || compass.has(word.low) || isUnknown(word, lexicon, allow)) return true
  if (emblems.has(word.low) && (word.capital || kind === TEAMS)) return true
  if (lexicon.allowed.has(word.low) || strict.has(head.low) || !word.capital) return false
  return (head.capital || !word.opens) && !word.shouted
}

// Of the words after "Team" or "Ysgol" the last of its name; `place` itself when it has none.
function lastThatNames (found, place, lexicon, allow, kind) {
  let last = place
  while (last + 1 < found.length && last < place + MOST_WORDS - 1) {
    const word = found[last + 1]
    if (word.gap !== ' ' || !word.capital || allow.has(word.low)) break
    if (kind === TEAMS && !isAName(word, lexicon, allow)) break
    last += 1
  }
  return last
}

function isAName (word, lexicon, allow) {
  const { emblems, functions } = lexicon.words
  const known = emblems.has(word.low) || lexicon.places.has(word.low) || isName(word.low, lexicon)
  return (known && !functions.has(word.low)) || isUnknown(word, lexicon, allow)
}
