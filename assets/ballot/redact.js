// Redaction in the browser, before anything is sealed: a comment with a typed mark wherever it would say
// who somebody is. The same rules and the same two passes as surveys/comments/redact.py, module by module,
// so that what the server would cover is covered here; the tests compare the two.
//
// Places in a text are counted in characters (code points), as Python does, not in JavaScript's units.
import { places, schools, sites, teams } from './redact_groups.js'
import { people } from './redact_names.js'
import { typed } from './redact_shapes.js'
import { normalise, picture } from './redact_text.js'
import { words } from './redact_words.js'

// The text with marks, and the marks put in, in order; no original. Redacting it again changes nothing.
// `allow` holds words (any case) that name nobody in this organisation; it frees no identifier with a shape.
export function redact (text, lexicon, allow = []) {
  const points = plain(text, lexicon)
  const found = covered(points, lexicon, allow)
  return { text: masked(points, found), marks: found.map((span) => span.mark) }
}

// The normalised text's characters: what places count.
export function plain (text, lexicon) {
  return Array.from(normalise(text, lexicon))
}

// A normalised text with the marks of these stretches in their place.
export function masked (points, found) {
  return marked(points, found).points.join('')
}

// Whether a comment may describe its author, "the only man here". As surveys/comments/describing.py.
export function mayDescribe (text, lexicon) {
  return lexicon.patterns.describing.test(picture(plain(text, lexicon)))
}

// What to mask, [{ start, end, mark }] in order, without overlap, as places in the normalised text.
export function spans (text, lexicon, allow = []) {
  return covered(plain(text, lexicon), lexicon, allow)
}

// The same of characters. `hidden` are stretches that a person covers besides: they never uncover anything.
export function covered (points, lexicon, allow = [], hidden = []) {
  const found = search(points, lexicon, allow, [])
  return hidden.length ? search(points, lexicon, allow, merge([...found, ...hidden], lexicon)) : found
}

// A mark can bring words together that then look like a name, so it looks again until nothing new
// turns up; every turn takes at least one character that was not yet masked.
function search (points, lexicon, allow, begun) {
  const allowed = new Set(Array.from(allow, (word) => word.toLowerCase()))
  let found = begun
  for (;;) {
    const { points: text, origin } = marked(points, found)
    const fresh = look(text, lexicon, allowed).map((span) => back(span, origin))
    if (!fresh.length) return found
    found = merge([...found, ...fresh], lexicon)
  }
}

function look (points, lexicon, allow) {
  const seen = picture(points)
  const barriers = Array.from(seen.matchAll(lexicon.mark), ({ 0: mark, index }) => [index, index + mark.length])
  const all = words(points.join(''), seen, barriers, lexicon)
  const found = [
    ...typed(seen, lexicon),
    ...schools(all, lexicon, allow),
    ...teams(all, lexicon, allow),
    ...sites(all, lexicon, allow),
    ...places(all, lexicon, allow),
    ...people(all, lexicon, allow)
  ]
  return merge(found, lexicon).filter((span) => !isMasked(span, barriers, seen))
}

// Whether nothing but marks and the blanks between them stands there already.
function isMasked ({ start, end }, barriers, seen) {
  for (let place = start; place < end; place++) {
    if (!/\s/.test(seen[place]) && !barriers.some(([from, to]) => from <= place && place < to)) return false
  }
  return true
}

// The same stretches in order, those that overlap made one. Nothing that was found is uncovered.
function merge (found, { rank }) {
  const merged = []
  for (const span of [...found].sort((one, other) => one.start - other.start || other.end - one.end)) {
    const last = merged[merged.length - 1]
    if (last && span.start < last.end) {
      const mark = rank.get(last.mark) <= rank.get(span.mark) ? last.mark : span.mark
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end), mark }
    } else {
      merged.push(span)
    }
  }
  return merged
}

// The masked text's characters, and for each of them the stretch of the text that it stands for.
function marked (points, found) {
  const pieces = []
  const origin = []
  let last = 0
  for (const { start, end, mark } of [...found, { start: points.length, end: points.length, mark: '' }]) {
    for (let place = last; place < start; place++) {
      pieces.push(points[place])
      origin.push([place, place + 1])
    }
    for (const letter of mark) {
      pieces.push(letter)
      origin.push([start, end])
    }
    last = end
  }
  return { points: pieces, origin }
}

// A span of the masked text as a span of the text.
function back ({ start, end, mark }, origin) {
  return { start: origin[start][0], end: origin[end - 1][1], mark }
}
