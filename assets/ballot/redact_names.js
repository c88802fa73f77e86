// Names of people in a comment: titles, lists of names, unknown words with a capital letter. Fails closed:
// a capitalised word that is neither English nor allowed is taken for a name. As surveys/comments/names.py,
// function by function; its docstrings say why each rule is there.
import { isAddressed, isAfterRole, isNameInLowerCase, isParticleOfName, isPlaced, leadsOn } from './redact_clues.js'
import { isListed, isName, isOnlyAName, isUnknown, next } from './redact_ordinary.js'
import { size } from './redact_words.js'

const MOST_WORDS = 6

// The spans of the names of people. `allow` is a Set of lower-case words that name nobody here.
export function people (found, lexicon, allow) {
  const spans = []
  for (let place = 0; place < found.length;) {
    const [first, last] = nameAt(found, place, lexicon, allow)
    if (last > first) spans.push({ start: found[first].start, end: found[last - 1].end, mark: '[name]' })
    place = Math.max(last, place + 1)
  }
  return spans
}

// First and last (not included) word of the name that starts here; equal when none does.
function nameAt (found, place, lexicon, allow) {
  const word = found[place]
  if (allow.has(word.low)) return [place, place]
  if (!word.capital && !lexicon.words.titles.has(word.low)) { // as most words
    const named = isNameInLowerCase(found, place, lexicon, allow) || isParticleOfName(found, place, lexicon, allow)
    return [place, named ? endOfName(found, place, lexicon, allow) : place]
  }
  if (isTitled(found, place, lexicon)) return [place + 1, endOfName(found, place + 1, lexicon, allow)]
  if (isInitial(found, place, lexicon, allow)) return [place, endOfName(found, place + 1, lexicon, allow)]
  if (isPerson(found, place, lexicon, allow)) return [place, endOfName(found, place, lexicon, allow)]
  return [place, place]
}

function isTitled (found, place, lexicon) {
  const word = found[place]
  const following = next(found, place, [' ', '. '])
  if (!following) return false
  const known = !isListed(following.low, lexicon) || isName(following.low, lexicon)
  if (lexicon.words.titles.has(word.low)) {
    return following.capital || known || (['mr', 'mrs'].includes(word.low) && following.low !== 'and')
  }
  if (word.capital && lexicon.words.capital_titles.has(word.low) && following.capital) {
    return (!following.shouted || isName(following.low, lexicon)) && known
  }
  return false
}

// "J. Smith", "J Patel": an initial before a surname.
function isInitial (found, place, lexicon, allow) {
  const word = found[place]
  const following = next(found, place, [' ', '. ', '.'])
  if (size(word.core) !== 1 || !word.capital || 'ai'.includes(word.low) || !following) return false
  return following.capital && (isName(following.low, lexicon) || isUnknown(following, lexicon, allow))
}

function isPerson (found, place, lexicon, allow) {
  const word = found[place]
  const following = next(found, place, [' '])
  if (!word.capital) return isNameInLowerCase(found, place, lexicon, allow)
  const surname = following && following.capital && lexicon.surnames.has(following.low)
  const isFirst = lexicon.firstNames.has(word.low)
  if (isFirst && surname && size(word.core) > 1) return true
  if (lexicon.allowed.has(word.low)) return isFirst && isAddressed(found, place, lexicon)
  if (!isName(word.low, lexicon)) return isUnknown(word, lexicon, allow) || isAfterRole(found, place, lexicon)
  return !lexicon.english.has(word.low) || isMoreThanAWord(found, place, lexicon, allow)
}

// Whether a name that is a word too, with a capital letter, stands where a name does.
function isMoreThanAWord (found, place, lexicon, allow) {
  const word = found[place]
  const following = next(found, place, [' '])
  const { openers, person_verbs: personVerbs } = lexicon.words
  if (!word.opens && !(word.shouted && isShouting(found, place))) return true
  if (lexicon.firstNames.has(word.low) && !openers.has(word.low)) return true
  if (following && (personVerbs.has(following.low) || isUnknown(following, lexicon, allow))) return true
  return isPlaced(found, place, lexicon)
}

// Where the name ends whose first word is at `place`: surnames and initials that follow it.
function endOfName (found, place, lexicon, allow) {
  const head = found[place]
  let end = place + 1
  while (end < found.length && end < place + MOST_WORDS) {
    const word = found[end]
    if (lexicon.words.particles.has(word.low) && !word.capital && leadsOn(found, end, lexicon)) {
      end += 1
      continue
    }
    const dotted = size(found[end - 1].core) === 1 && ['. ', '.'].includes(word.gap)
    if (![' ', '-'].includes(word.gap) && !dotted) break
    if (!continues(word, head, lexicon, allow)) break
    end += 1
  }
  return end
}

function continues (word, head, lexicon, allow) {
  if (allow.has(word.low)) return false
  if (!word.capital) {
    const initial = size(word.core) === 1 && !'aix'.includes(word.low)
    return !head.capital && (initial || lexicon.surnames.has(word.low) || isOnlyAName(word.low, lexicon))
  }
  if (word.shouted && !head.shouted) return isName(word.low, lexicon) && !lexicon.allowed.has(word.low)
  if (isName(word.low, lexicon) || isUnknown(word, lexicon, allow)) return true
  if (lexicon.allowed.has(word.low) || lexicon.words.posts.has(word.low)) return false
  return head.capital && !word.opens && !head.shouted
}

// Whether the words beside this one are in capitals as well.
function isShouting (found, place) {
  return found.slice(Math.max(0, place - 2), place + 3).filter((one) => one.shouted).length > 1
}

