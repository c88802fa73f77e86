// The lexicon: the rules and word lists that redaction needs, read from the file that
// surveys/comments/lexicon_file.py makes out of the server's own. Nothing is known here but how to read it.

const VERSION = 1
const CAPITAL_A = 65
const HEAD = 3 // letters

// Throws SyntaxError for text that was cut off, Error for a file of another version.
export function read (text) {
  const { version, rules, lists } = JSON.parse(text)
  if (version !== VERSION) throw new Error(`lexicon of version ${version}, not ${VERSION}`)
  const words = mapped(rules.words, (list) => list.split(' '))
  const places = new Words(lists.places)
  return {
    english: new Words(lists.english),
    firstNames: new Words(lists.first_names),
    surnames: new Words(lists.surnames),
    places,
    placeOpeners: new Set(places.all().map((place) => place.split(' ')[0])), // the first word of each
    allowed: new Words(lists.allowed),
    words: mapped(words, (list) => new Set(list)),
    suffixes: words.suffixes,
    prefixes: words.prefixes,
    mark: new RegExp(`\\[(?:${rules.marks.join('|')})\\]`, 'g'), // a mark as it stands in a text
    soft: new Set(rules.soft_marks.map((mark) => `[${mark}]`)), // of words: their author may ask to show them
    rank: new Map(rules.marks.map((mark, rank) => [`[${mark}]`, rank])), // the most telling first
    plain: plain(rules.plain),
    unseen: new RegExp(rules.unseen, 'g'),
    beyond: new RegExp(rules.beyond, 'gu'), // its group is what stays
    patterns: { ...mapped(rules.patterns, (pattern) => new RegExp(pattern, 'i')), ...mapped(rules.exact, (pattern) => new RegExp(pattern)) },
    shapes: rules.shapes.map((shape) => ({ ...shape, pattern: new RegExp(shape.pattern, shape.case ? 'g' : 'gi') }))
  }
}

// A list of words, each written as a capital letter and its ending: "AcarBeCtDs" is car, ce, cet, cets.
// The letter says how much the word takes over from the one before: A nothing, B its first letter.
// A comment asks for few of 70,000 words, and a slow phone has better things to do than to write them all
// out: words with the same HEAD first letters are a block, written out when one of them is asked for.
class Words {
  constructor (list) {
    this.blocks = new Map() // head -> a Set of words, or before that its first word and how the others are written
    const starts = Array.from(list.matchAll(/([A-C])([^A-Z]*)/g)) // those that take over less than a head
    starts.reduce((before, { 0: whole, 1: shared, 2: ending, index }, at) => {
      const first = before.slice(0, shared.charCodeAt(0) - CAPITAL_A) + ending
      const end = at + 1 < starts.length ? starts[at + 1].index : list.length
      this.blocks.set(first.slice(0, HEAD), [first, list.slice(index + whole.length, end)])
      return first
    }, '')
  }

  has (word) {
    const head = word.slice(0, HEAD)
    const block = this.blocks.get(head)
    if (!block) return false
    if (block instanceof Set) return block.has(word)
    const words = writtenOut(...block)
    this.blocks.set(head, words)
    return words.has(word)
  }

  // Every word: for the short lists, and for tests.
  all () {
    return Array.from(this.blocks.values(), (block) => [...(block instanceof Set ? block : writtenOut(...block))]).flat()
  }
}

function writtenOut (first, rest) {
  const words = new Set([first])
  let word = first
  for (const { 0: whole } of rest.matchAll(/[A-Z][^A-Z]*/g)) {
    word = word.slice(0, whole.charCodeAt(0) - CAPITAL_A) + whole.slice(1)
    words.add(word)
  }
  return words
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
