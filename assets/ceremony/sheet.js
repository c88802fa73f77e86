// A keyholder's sheet, on the screen and on paper.
import { h } from './dom.js'

export function sheet ({ name, title, keys, made }) {
  const count = keys.length === 1 ? '1 key' : `${keys.length} keys`
  return h('section.sheet', { 'aria-label': 'Your sheet' },
    h('div.sheet__head',
      h('p', h('strong', `Keyholder’s sheet of ${title}`), h('br'), `${name} · ${count} · made on ${made}`),
      h('p', 'Keep it secret and safe. Two of three sheets open a round. If you lose yours, tell the other two keyholders at once.')),
    keys.map(key => h('div.sheet__key',
      h('h2', `Key ${key.slot}: `, h('span.sheet__words', key.words)),
      h('ol', key.lines.map(line => h('li', line))))),
    h('p.sheet__foot', `End of the sheet of ${title}: ${count}. To copy a line, type its letters and digits and the word at its end. There is no letter O, I, L or U on it: what looks like O or I is the digit 0 or 1.`))
}
