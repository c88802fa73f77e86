// Names of people in a comment: titles, lists of names, unknown words with a capital letter. Fails closed:
// a capitalised word that is neither English nor allowed is taken for a name. As surveys/comments/names.py,
// function by function; its docstrings say why each rule is there.
import { isUpper, size } from './redact_words.js'

const MOST_WORDS = 4

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

// Whether a word has a capital letter and is neither English nor allowed.
export function isUnknown (word, lexicon, allow) {
  if (!word.capital || size(word.core) < 2 || isOrdinary(word.low, lexicon, allow)) return false
  return !isPluralAcronym(word, lexicon, allow)
}

// First and last (not included) word of the name that starts here; equal when none does.
function nameAt (found, place, lexicon, allow) {
  const word = found[place]
  if (allow.has(word.low)) return [place, place]
  if (!word.capital && !lexicon.words.titles.has(word.low)) { // as most words
    return [place, isNameInLowerCase(found, place, lexicon) ? endOfName(found, place, lexicon, allow) : place]
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
  return following.capital && (lexicon.surnames.has(following.low) || isUnknown(following, lexicon, allow))
}

function isPerson (found, place, lexicon, allow) {
  const word = found[place]
  const following = next(found, place, [' '])
  if (!word.capital) return isNameInLowerCase(found, place, lexicon)
  const surname = following && following.capital && lexicon.surnames.has(following.low)
  const isFirst = lexicon.firstNames.has(word.low)
  if (isFirst && surname && size(word.core) > 1) return true
  if (lexicon.allowed.has(word.low)) return false
  if (!isName(word.low, lexicon)) return isUnknown(word, lexicon, allow)
  if (!lexicon.english.has(word.low)) return true
  if (!word.opens && !(word.shouted && isShouting(found, place))) return true
  if (isFirst && !lexicon.words.openers.has(word.low)) return true
  return Boolean(following) && (lexicon.words.person_verbs.has(following.low) || isUnknown(following, lexicon, allow))
}

function isNameInLowerCase (found, place, lexicon) {
  const { core, gap, low } = found[place]
  if (isOnlyAName(low.replace(/'/g, ''), lexicon) && size(core) > 2) return true
  if (!lexicon.firstNames.has(low) || !place) return false
  const { openers, openers_in_lower_case: inLowerCase, roles } = lexicon.words
  if (openers.has(low) && !inLowerCase.has(low)) return false
  return gap === ' ' && roles.has(found[place - 1].low)
}

// Where the name ends whose first word is at `place`: surnames and initials that follow it.
function endOfName (found, place, lexicon, allow) {
  const head = found[place]
  let end = place + 1
  while (end < found.length && end < place + MOST_WORDS) {
    const word = found[end]
    const dotted = size(found[end - 1].core) === 1 && ['. ', '.'].includes(word.gap)
    if (![' ', '-'].includes(word.gap) && !dotted) break
    if (!continues(word, head, lexicon, allow)) break
    end += 1
  }
  return end
}

function continues (word, head, lexicon, allow) {
  if (allow.has(word.low)) return false
  if (!word.capital) return !head.capital && lexicon.surnames.has(word.low)
  if (word.shouted && !head.shouted) return isName(word.low, lexicon) && !lexicon.allowed.has(word.low)
  if (isName(word.low, lexicon) || isUnknown(word, lexicon, allow)) return true
  if (lexicon.allowed.has(word.low) || lexicon.words.posts.has(word.low)) return false
  return lexicon.firstNames.has(head.low) && !word.opens && !head.shouted
}

// Whether a lower-case word is English or allowed, as it stands, in its parts, or but for its beginning.
function isOrdinary (low, lexicon, allow) {
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

// Whether the words beside this one are in capitals as well.
function isShouting (found, place) {
  return found.slice(Math.max(0, place - 2), place + 3).filter((one) => one.shouted).length > 1
}

function next (found, place, gaps) {
  const following = found[place + 1]
  return following && gaps.includes(following.gap) ? following : null
}

function isListed (low, { english, allowed }) {
  return english.has(low) || allowed.has(low)
}

function isName (low, { firstNames, surnames }) {
  return firstNames.has(low) || surnames.has(low)
}

function isOnlyAName (low, lexicon) {
  return isName(low, lexicon) && !isListed(low, lexicon)
}
