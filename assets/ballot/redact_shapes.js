// Identifiers that have a shape: e-mail, phone, postcode, numbers, dates, ages, addresses. They fail closed:
// a long number that is nothing else is taken for a case number. The shapes come with the lexicon; here is
// the second look that some of them take at what they matched. As surveys/comments/identifiers.py.

const MONEY_BEFORE = 16 // characters in which the money may stand that a number is an amount of
const THING_BEFORE = 40 // characters in which the thing may stand whose age it is

// Every identifier with a shape in a picture. Their authors cannot unmask these.
export function typed (picture, lexicon) {
  // As many noughts behind the text as its longest number has digits, so that `needs` finds "000" where
  // any three digits stand together.
  const longest = (picture.match(/[0-9]+/g) || []).reduce((most, number) => Math.max(most, number.length), 0)
  const lower = picture.toLowerCase() + '0'.repeat(longest)
  const found = []
  for (const shape of lexicon.shapes) {
    if (!shape.needs.some((need) => lower.includes(need))) continue
    for (const match of picture.matchAll(shape.pattern)) {
      const one = stretch(match)
      if (!shape.check || CHECKS[shape.check](one, lexicon.patterns, picture)) {
        found.push({ start: one.start, end: one.end, mark: shape.mark })
      }
    }
  }
  return found
}

// What is masked: the group `id`, which always stands last in its pattern, or the whole match.
function stretch ({ 0: whole, index, groups = {} }) {
  const text = groups.id === undefined ? whole : groups.id
  const end = index + whole.length
  return { text, start: end - text.length, end, groups }
}

const CHECKS = {
  capitals: ({ text }) => text === text.toUpperCase(),
  // Not "since2019": a year run together with a word.
  code: ({ groups: { letters, digits } }, { year }) => !(isAll(year, digits) && letters === letters.toLowerCase()),
  counts_nothing: ({ start, end }, { counts, money }, picture) =>
    !isNext(counts, picture, end) && !money.test(picture.slice(Math.max(0, start - MONEY_BEFORE), start)),
  nhs_number: ({ text }) => isNhsNumber(digitsOf(text)),
  no_section: ({ text }, { section }) => !isAll(section, text),
  no_years: ({ text }, { year }) => !text.split(/[ -]/).every((part) => isAll(year, part)),
  person: ({ start, end }, { things, things_before: before }, picture) =>
    !isNext(things, picture, end) && !before.test(picture.slice(Math.max(0, start - THING_BEFORE), start)),
  // Nine digits or more, of which some begin like a number to ring, whatever stands before them.
  phone: ({ text }, patterns) => /^7\d{9}$/.test(digitsOf(text)) || patterns.number_to_ring.test(text),
  street: ({ groups: { street } }, patterns) => !patterns.no_street.test(street)
}

// Ten digits whose last is the check digit: weights 10 to 2, modulo 11 (NHS Data Dictionary).
function isNhsNumber (digits) {
  const sum = Array.from(digits.slice(0, 9)).reduce((total, digit, place) => total + digit * (10 - place), 0)
  const check = 11 - sum % 11
  return check % 11 === Number(digits[9]) && check !== 10
}

function digitsOf (text) {
  return text.replace(/[^0-9]/g, '')
}

function isAll (pattern, text) {
  const match = pattern.exec(text)
  return match !== null && match[0] === text
}

function isNext (pattern, text, place) {
  const sticky = new RegExp(pattern.source, pattern.flags + 'y')
  sticky.lastIndex = place
  return sticky.test(text)
}
