// Clues: what stands beside a word and tells that it is a name, though it could be another word.
// As surveys/comments/clues.py, function by function.
import { isName, isOnlyAName, isOrdinary, isStrange, isUnknown, next } from './redact_ordinary.js'
import { size } from './redact_words.js'

const BESIDE = 4 // words to each side that tell in which language a sentence is

// A name and nothing else; an unknown word or a name after "my manager" or before "said"; a strange word.
export function isNameInLowerCase (found, place, lexicon, allow) {
  const { core, low } = found[place]
  const { determiners, openers, openers_in_lower_case: inLowerCase } = lexicon.words
  if (size(core) > 2 && isOnlyAName(low.replace(/'/g, ''), lexicon)) return true
  if (isCalled(found, place, lexicon) || speaks(found, place, [determiners], lexicon)) {
    if (lexicon.firstNames.has(low)) return !openers.has(low) || inLowerCase.has(low)
    return size(core) > 2 && !isOrdinary(low, lexicon, allow)
  }
  if (lexicon.english.has(low) || !isAmongEnglish(found, place, lexicon)) return false
  return isStrange(low, lexicon, allow)
}

// Whether most words around are English: in a Welsh sentence a strange word is no name.
function isAmongEnglish (found, place, { english }) {
  const beside = [...found.slice(Math.max(0, place - BESIDE), place), ...found.slice(place + 1, place + 1 + BESIDE)]
  return 2 * beside.filter(({ low }) => english.has(low)).length > beside.length
}

// "April said no", "I told April": a person, since months do not talk.
export function isAddressed (found, place, lexicon) {
  const { determiners, when, where } = lexicon.words
  return isCalled(found, place, lexicon) || speaks(found, place, [determiners, when, where], lexicon)
}

// "my manager Hyacinth": a word with a capital letter that nothing but a name can have there.
export function isAfterRole (found, place, { words }) {
  const { gap, low, shouted } = found[place]
  if (!place || gap !== ' ' || shouted || words.posts.has(low)) return false
  return words.roles.has(found[place - 1].low) && !found[place - 1].capital
}

// Whether "my manager", "I told" or "spoke to" stands before.
function isCalled (found, place, { words }) {
  if (!place || found[place].gap !== ' ') return false
  const before = found[place - 1].low
  if (words.spoken_after.has(before)) return place > 1 && words.spoken.has(found[place - 2].low)
  return words.roles.has(before) || words.asked.has(before)
}

function speaks (found, place, noSubject, { words }) {
  const following = next(found, place, [' '])
  if (!following || !words.speech.has(following.low)) return false
  return !place || found[place].gap !== ' ' || !noSubject.some((list) => list.has(found[place - 1].low))
}

// "Eve in legal", "Drew, who manages us".
export function isPlaced (found, place, { words }) {
  const [first, second] = found.slice(place + 1, place + 3)
  if (first && first.low === 'who' && first.gap === ', ') return true
  return Boolean(second) && (words.where.has(first.low) || first.low === 'on') && words.departments.has(second.low)
}

// "de Souza", "van der Berg".
export function isParticleOfName (found, place, lexicon, allow) {
  if (!lexicon.words.particles.has(found[place].low)) return false
  const following = next(found, place, [' '])
  if (!following) return false
  if (!following.capital) return isParticleOfName(found, place + 1, lexicon, allow)
  return isName(following.low, lexicon) || isUnknown(following, lexicon, allow)
}

// Whether a capital follows a particle, or another particle and then a capital.
export function leadsOn (found, place, lexicon) {
  const following = next(found, place, [' '])
  if (!following || found[place].gap !== ' ') return false
  return following.capital || (lexicon.words.particles.has(following.low) && leadsOn(found, place + 1, lexicon))
}
