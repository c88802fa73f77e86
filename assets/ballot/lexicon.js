// The lexicon: the rules and word lists that redaction needs, read from the file that
// surveys/comments/lexicon_file.py makes out of the server's own. Nothing is known here but how to read it.

const VERSION = 1
const CAPITAL_A = 65
const CAPITAL_Z = 90

// Throws SyntaxError for text that was cut off, Error for a file of another version.
export function read (text) {
  const { version, rules, lists } = JSON.parse(text)
  if (version !== VERSION) throw new Error(`lexicon of version ${version}, not ${VERSION}`)
  const words = mapped(rules.words, (list) => list.split(' '))
  const places = decoded(lists.places)
  return {
    english: decoded(lists.english),
    firstNames: decoded(lists.first_names),
    surnames: decoded(lists.surnames),
    places,
    placeOpeners: new Set(Array.from(places, (place) => place.split(' ')[0])), // the first word of each
    allowed: decoded(lists.allowed),
    words: mapped(words, (list) => new Set(list)),
    suffixes: words.suffixes,
    prefixes: words.prefixes,
    mark: new RegExp(`\\[(?:${rules.marks.join('|')})\\]`, 'g'), // a mark as it stands in a text
    rank: new Map(rules.marks.map((mark, rank) => [`[${mark}]`, rank])), // the most telling first
    plain: plain(rules.plain),
    unseen: new RegExp(rules.unseen, 'g'),
    patterns: { ...mapped(rules.patterns, (pattern) => new RegExp(pattern, 'i')), ...mapped(rules.exact, (pattern) => new RegExp(pattern)) },
    shapes: rules.shapes.map((shape) => ({ ...shape, pattern: new RegExp(shape.pattern, shape.case ? 'g' : 'gi') }))
  }
}

// A list of words, each written as a capital letter and its ending: "AcarBeCtDs" is car, ce, cet, cets.
// The letter says how much the word takes over from the one before: A nothing, B its first letter.
function decoded (list) {
  const words = new Set()
  let word = ''
  for (let at = 0, end; at < list.length; at = end) {
    for (end = at + 1; end < list.length && !isCapital(list.charCodeAt(end));) end++
    word = word.slice(0, list.charCodeAt(at) - CAPITAL_A) + list.slice(at + 1, end)
    words.add(word)
  }
  return words
}

function isCapital (code) {
  return code >= CAPITAL_A && code <= CAPITAL_Z
}

// Character -> the plain one that it becomes.
function plain (written) {
  const table = new Map()
  for (let code = 0xff01; code < 0xff5f; code++) { // full-width forms
    table.set(String.fromCharCode(code), String.fromCharCode(code - 0xfee0))
  }
  for (const [becomes, characters] of Object.entries(written)) {
    for (const character of characters) table.set(character, becomes)
  }
  return table
}

function mapped (object, change) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]))
}
