// Words: what a script says, in the language of the page. English stands in the code; a page in another language brings
// its own in data-words of its body ({English: words, or a list of plural forms}), and what is not there is said in English.

// For words that are kept and said later.
export function mark (words) {
  return words
}

// `%(name)s` in the words stands for a value.
export function speak (words, values = {}) {
  return filled(own()[words] || words, values)
}

// The words for so many; `%(num)s` is the number.
export function speakMany (one, many, num, values = {}) {
  const forms = own()[one]
  return filled(forms ? forms[form(num)] : num === 1 ? one : many, { num, ...values })
}

let read = ''
let words = {}

function own () {
  const given = (globalThis.document && document.body.dataset.words) || ''
  if (given !== read) {
    read = given
    words = given ? JSON.parse(given) : {}
  }
  return words
}

// The plural rule of Welsh, as in the catalogue: the only other language there is.
function form (num) {
  return { 1: 1, 2: 2, 3: 3, 6: 4 }[num] || 0
}

function filled (words, values) {
  return words.replace(/%\((\w+)\)s/g, (_, name) => values[name])
}
