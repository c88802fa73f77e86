// Ordinary words: which words of a comment name nobody, and which with a capital letter are unknown.
// As surveys/comments/ordinary.py, and what lexicon.py says of a word.
import { isUpper, size } from './redact_words.js'

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz')
const LONGEST_NAME = 20
const SHORTEST_PART = 3

// Whether a word has a capital letter and is neither English nor allowed.
export function isUnknown (word, lexicon, allow) {
  if (!word.capital || size(word.core) < 2 || isOrdinary(word.low, lexicon, allow)) return false
  return !isPluralAcronym(word, lexicon, allow)
}

// Whether a lower-case word is English or allowed, as it stands, in its parts, or but for its beginning.
export function isOrdinary (low, lexicon, allow) {
  const { capital_titles: capitalTitles, titles } = lexicon.words
  if (allow.has(low) || titles.has(low) || capitalTitles.has(low) || low.endsWith("n't")) return true
  if (isListed(low, lexicon)) return true
  if (isName(low.replace(/'/g, ''), lexicon)) return false
  if (/['-]/.test(low)) return low.split(/['-]/).every((part) => isOrdinary(part, lexicon, allow))
  if (size(low) >= 8 && lexicon.suffixes.some((suffix) => low.endsWith(suffix))) return true
  return lexicon.prefixes.some((prefix) => low.startsWith(prefix) &&
    size(low) - prefix.length > 3 && lexicon.english.has(low.slice(prefix.length)))
}

// "TACs", "SWs": an allowed acronym with an s.
function isPluralAcronym ({ core }, lexicon, allow) {
  const base = core.replace(/s$/, '')
  return isUpper(base) && base !== core && isOrdinary(base.toLowerCase(), lexicon, allow)
}

export function next (found, place, gaps) {
  const following = found[place + 1]
  return following && gaps.includes(following.gap) ? following : null
}

export function isListed (low, { english, allowed }) {
  return english.has(low) || allowed.has(low)
}

export function isName (low, { firstNames, surnames }) {
  return firstNames.has(low) || surnames.has(low)
}

export function isOnlyAName (low, lexicon) {
  return isName(low, lexicon) && !isListed(low, lexicon)
}

// Whether a lower-case word is not English, not even with one slip of the finger or a blank left out.
export function isStrange (low, lexicon, allow) {
  const letters = Array.from(low)
  if (letters.length <= SHORTEST_PART || letters.length > LONGEST_NAME || isOrdinary(low, lexicon, allow)) return false
  return !isSlip(letters, lexicon) && !isCompound(letters, lexicon)
}

// The word without a letter, with two changed over, with one too many or a wrong one put right.
function isSlip (letters, lexicon) {
  const listed = (...parts) => isListed(parts.flat().join(''), lexicon)
  const more = letters.length > SHORTEST_PART + 1 ? LETTERS : []
  return more.some((letter) => listed(letters, letter)) || letters.some((own, place) => {
    const start = letters.slice(0, place)
    const rest = letters.slice(place + 1)
    return listed(start, rest) || listed(start, rest.slice(0, 1), own, rest.slice(1)) ||
      more.some((letter) => listed(start, letter, rest) || listed(start, letter, own, rest))
  })
}

function isCompound (letters, lexicon) {
  return letters.some((_, at) => at >= SHORTEST_PART && letters.length - at >= SHORTEST_PART &&
    isListed(letters.slice(0, at).join(''), lexicon) && isListed(letters.slice(at).join(''), lexicon))
}
