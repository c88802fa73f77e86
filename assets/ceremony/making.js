// Making keys, screen by screen: how many, each keyholder's sheet, a rehearsal, the file for the survey office.
import { box, bullets, button, buttons, field, h, p, problem, problems, save, show, tick, unsaved } from './dom.js'
import { HOLDERS, make, MOST_KEYS, publicFile } from './keys.js'
import { rehearse } from './rehearsing.js'
import { sheet } from './sheet.js'

const LONGEST_NAME = 60

export function setUp () {
  show('Make keys for coming rounds',
    problems(),
    p('All three keyholders should be in the room. It takes about 20 minutes. Have a printer at hand that is connected by cable, or a USB stick for each keyholder.'),
    field('count', 'How many rounds do you want keys for?', {
      hint: `Each round uses up one key, also one that is stopped. Make one or two more than you plan in a year. At most ${MOST_KEYS}.`, value: '6', width: 2, inputmode: 'numeric'
    }),
    h('h2.govuk-heading-m', 'Who holds the three shares?'),
    p('Names are printed on the sheets and kept nowhere else.'),
    field('holder-1', 'Keyholder of the union'),
    field('holder-2', 'Keyholder of the employer'),
    field('holder-3', 'Outsider whom both trust', { hint: 'For instance a solicitor, or somebody of a university.' }),
    buttons(button('Make the keys', checked)))
}

async function checked () {
  const count = Number(document.getElementById('count').value)
  if (!Number.isInteger(count) || count < 1 || count > MOST_KEYS) return problem(`Enter a number of rounds from 1 to ${MOST_KEYS}`, 'count')
  const names = HOLDERS.map(({ holder }) => document.getElementById(`holder-${holder}`).value.trim().slice(0, LONGEST_NAME))
  const missing = names.findIndex(name => !name)
  if (missing >= 0) return problem(`Enter who holds the share of ${HOLDERS[missing].title}`, `holder-${missing + 1}`)
  const same = names.findIndex((name, at) => names.indexOf(name) !== at)
  if (same >= 0) return problem('Each share needs another keyholder: two in one hand would open a round alone', `holder-${same + 1}`)
  unsaved.work = true
  const { keys, sheets } = await make(count)
  handOver({ keys, sheets, names, made: today(), at: 0 })
}

// One keyholder after the other; who is done has the sheet taken from the computer's memory.
function handOver (ceremony) {
  const { title } = HOLDERS[ceremony.at]
  const name = ceremony.names[ceremony.at]
  show(`Give the screen to ${name}`,
    p(`The next screen shows the sheet of ${title}. Only ${name} should see it. Everybody else: please look away, and let nobody film the screen.`),
    buttons(button(`I am ${name}: show my sheet`, () => showSheet(ceremony))))
}

function showSheet (ceremony) {
  const { keys, sheets, names, made, at } = ceremony
  const { name, title } = HOLDERS[at]
  const file = { format: 'pulse-shares/1', holder: name, keys: sheets[at], made_on: made.iso }
  show(`The sheet of ${names[at]}`,
    h('div.no-print',
      problems(),
      p(`This is the share of ${title}: ${keys.length} ${keys.length === 1 ? 'key' : 'keys'}, five lines each. Print it, or save it to your own USB stick. Best do both.`),
      buttons(
        button('Print this sheet', () => window.print()),
        button('Save as a file', () => save(`pulse-share-${name}-${made.iso}.json`, JSON.stringify(file, null, 1)), 'secondary'))),
    sheet({ name: names[at], title, keys: sheets[at], made: made.words }),
    h('div.no-print',
      tick('kept', 'I have printed or saved my sheet, and it is readable to the last line'),
      buttons(button('Hide my sheet and go on', () => kept(ceremony)))))
}

function kept (ceremony) {
  if (!document.getElementById('kept').checked) return problem('Print or save your sheet first, then tick the box: it is never shown again', 'kept')
  ceremony.sheets[ceremony.at] = null
  ceremony.at++
  if (ceremony.at < HOLDERS.length) handOver(ceremony)
  else beforeRehearsal(ceremony, [])
}

// tested: names of the holders whose sheets have opened the test ballot.
function beforeRehearsal (ceremony, tested) {
  const left = HOLDERS.filter(({ name }) => !tested.includes(name)).map(({ holder }) => ceremony.names[holder - 1])
  const again = tested.length > 0
  show(again ? 'The test envelope was opened' : 'Try the sheets before they count',
    again
      ? box('done', p(`The two sheets work: together they opened an envelope that was sealed a moment ago. ${left.length ? `Not tried yet: the sheet of ${left.join(' and ')}.` : 'All three sheets have been tried.'}`))
      : p('A sheet that was printed badly is found now, or when a whole round depends on it. So this page seals a test envelope, and two of you open it with your sheets.'),
    again && left.length > 0 && p('Try that one too, together with any other sheet.'),
    left.length > 0 && buttons(button(again ? 'Try another pair' : 'Try the sheets', () => rehearse(ceremony, {
      then: found => beforeRehearsal(ceremony, joined(tested, found)), back: () => beforeRehearsal(ceremony, tested)
    }))),
    again
      ? buttons(button('Go on to the file for the survey office', () => finish(ceremony, tested), left.length ? 'secondary' : undefined))
      : p(h('a.govuk-link', { href: '#', click: event => { event.preventDefault(); finish(ceremony, tested) } }, 'Go on without a rehearsal'), ' (the file will say that nothing was tried)'))
}

function joined (tested, found) {
  return HOLDERS.map(({ name }) => name).filter(name => tested.includes(name) || found.includes(name))
}

function finish (ceremony, tested) {
  const { keys, made } = ceremony
  const text = JSON.stringify(publicFile(keys, made.iso, tested), null, 1)
  show('The file for the survey office',
    problems(),
    tested.length
      ? p('The keys are made and tried. Give this file to the survey office. It holds only what seals answers, nothing that opens them: it is no secret.')
      : box('error', p('The keys are made, but no sheet was tried: the file says so, and the survey office will see it. If a sheet turns out to be unreadable, a whole round may be lost.')),
    buttons(button('Save the file of public keys', () => save(`pulse-public-keys-${made.iso}.json`, text))),
    h('h2.govuk-heading-m', 'The names of the keys'),
    p('Each key has four words. They are on every sheet, and the survey office sees the same ones. If they differ, somebody gave the office other keys: do not let the round open.'),
    h('table.govuk-table',
      h('caption.govuk-table__caption.govuk-visually-hidden', 'The keys and their words'),
      h('thead.govuk-table__head', h('tr.govuk-table__row', h('th.govuk-table__header', { scope: 'col' }, 'Key'), h('th.govuk-table__header', { scope: 'col' }, 'Four words'))),
      h('tbody.govuk-table__body', keys.map(({ slot, words }) => h('tr.govuk-table__row', h('th.govuk-table__header', { scope: 'row' }, `Key\u00a0${slot}`), h('td.govuk-table__cell', words))))),
    h('h2.govuk-heading-m', 'Then'),
    bullets(
      'Each keyholder takes their own sheet home and keeps it where they keep a will. Never two sheets in one place.',
      'Empty the printer’s tray, and switch the printer off and on: some remember the last page.',
      'If you used this computer for anything else, delete the share files from its download folder.',
      'Close this page. The private keys are nowhere now but on your sheets and sticks.'
    ),
    tick('saved', 'The file of public keys is saved, and the survey office gets it'),
    buttons(button('We are done', done)))
}

function done () {
  if (!document.getElementById('saved').checked) return problem('Save the file of public keys first, then tick the box: without it the keys cannot be used', 'saved')
  unsaved.work = false
  show('Done', box('done', p('The keys are made. You can close this page now.')),
    p('When a round has closed, the survey office will ask two of you to open it with this same page.'))
}

function today () {
  const now = new Date()
  const iso = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part => String(part).padStart(2, '0')).join('-')
  return { iso, words: now.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }) }
}
