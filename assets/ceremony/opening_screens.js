// Opening a closed round, screen by screen: the box file, two shares, the result file.
import { BadAudit, compareWithAudit } from './audit_file.js'
import { BadBox, readBox } from './box_file.js'
import { box as frame, bullets, button, buttons, chosen, file, h, p, problem, problems, save, show, Unread, unsaved } from './dom.js'
import { NoFit, together } from './keys.js'
import { checkCounts, openBox } from './opening.js'
import { sealResult } from './result_file.js'
import { askForShare } from './share_entry.js'

export function askForBox () {
  show('Open a round that has closed',
    problems(),
    p('You need the box file from the survey office, and two keyholders with their sheets or share files. The box file holds everybody’s answers, each person’s in a sealed envelope. It takes some seconds to look through it.'),
    file('box-file', 'The box file', '.pulse-box,.jsonl,.json,.txt'),
    file('audit-file', 'The audit of the round, if one of you has brought it', '.json,application/json',
      'The union downloads it under Checks once the round has closed. With it this page finds envelopes that nobody had a right to send.'),
    buttons(button('Look at the box', look)))
}

async function look () {
  try {
    const [content, audit] = [await chosen('box-file'), await chosen('audit-file')]
    if (!content) return problem('Choose the box file', 'box-file')
    document.getElementById('problems').replaceChildren(p('Looking through the box …'))
    await new Promise(resolve => setTimeout(resolve, 50)) // let the screen draw
    const box = await readBox(content)
    checkCounts(box)
    compare({ ...box, audited: audit && await compareWithAudit(audit, box) })
  } catch (error) {
    if (error instanceof BadAudit) problem(error.message, 'audit-file')
    else if (error instanceof Unread) problem(error.message, error.id)
    else if (error instanceof BadBox) problem(error.message, 'box-file')
    else throw error
  }
}

function compare (box) {
  const row = (key, value) => h('div.govuk-summary-list__row', h('dt.govuk-summary-list__key', key), h('dd.govuk-summary-list__value', value))
  show('Is this the right box?',
    h('dl.govuk-summary-list',
      row('Round', `${box.name} (${box.wave})`),
      row('Last day', new Date(`${box.closed}T12:00`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })),
      row('Sealed envelopes', String(box.ballots.length)),
      row('Four words of the round', h('strong', box.words)),
      row('Four words of the key', h('strong', box.keyWords))),
    p('Compare the four words of the round with the union’s poster, or with a slip. If they differ, this box is of something else: do not open it, and tell your union.'),
    p('The file is whole: every envelope is as it was sent, none is there twice, and no group has more envelopes than people.'),
    p(rightsOf(box)),
    buttons(button('The words are the same: go on', () => first(box)), button('Choose another file', askForBox, 'secondary')))
}

function rightsOf ({ audited, ballots }) {
  if (!audited) return 'No audit was given, so this page has not checked that each envelope belongs to a right to answer.'
  return `The audit agrees: ${ballots.length} envelopes, ${ballots.length} rights to answer. ${audited.byLink} came by link, each with a right that its group’s key has signed, none twice. ${audited.bySlip} came by paper slip: those are counted, not proved.`
}

function first (box) {
  askForShare({ heading: 'The first keyholder’s share', key: keyOf(box), which: 'first', taken: null, then: one => second(box, one), back: () => compare(box) })
}

function second (box, one) {
  askForShare({ heading: 'The second keyholder’s share', key: keyOf(box), which: 'second', taken: one, then: other => open(box, one, other), back: () => first(box) })
}

function keyOf (box) {
  return { publicKey: box.sealingKey, words: box.keyWords }
}

async function open (box, one, other) {
  const meter = h('progress', { max: '1', value: '0', 'aria-label': 'Envelopes opened' })
  const counted = h('span', '0')
  show('Opening', p('Opening ', counted, ` of ${box.ballots.length} envelopes …`), meter)
  const progress = (done, all) => {
    meter.value = done / all
    counted.textContent = String(done)
  }
  try {
    const opened = await openBox(box, await together(one, other, box.sealingKey), progress)
    finish(box, opened, await sealResult(box, opened))
  } catch (error) {
    if (!(error instanceof BadBox || error instanceof NoFit)) throw error
    show('The box was not opened', problems(),
      p('Nothing is lost: the whole box is still on the server, and no share was used up.'),
      buttons(button('Give the shares again', () => first(box)), button('Choose another box file', askForBox, 'secondary')))
    problem(error.message)
  }
}

function finish (box, opened, result) {
  const text = JSON.stringify(result)
  const count = opened.answers.length
  unsaved.work = true
  show('The box is open',
    problems(),
    frame('done', p(`${count} of ${box.ballots.length} envelopes were opened. ${unreadable(opened.unreadable)}`)),
    p('The answers were parted from the comments, both were shuffled, and everything was sealed again, so that only the server can read it. Nobody in this room has seen an answer, and nobody can.'),
    buttons(button('Save the result file', () => { save(`pulse-result-${box.wave}.json`, text); unsaved.work = false })),
    h('h2.govuk-heading-m', 'Then'),
    bullets(
      'Give the result file to the survey office, which uploads it. The results come out at the announced hour.',
      'If the result file is lost or refused, open the same box again. Nothing is used up. So keep your sheets until the results are out.',
      `Once the results are out, all three keyholders cut the five lines of this key (${box.keyWords}) from their sheets and burn them; share files that hold no other key go too. Copies of the sealed envelopes may lie in backups, and nobody should ever be able to open those.`,
      'Keep the rest of the sheet: its other keys are for coming rounds.'
    ))
}

function unreadable (count) {
  if (!count) return 'None was unreadable.'
  const many = count === 1 ? '1 envelope' : `${count} envelopes`
  return `${many} could not be read: damaged before being sent, or sealed for another round or group. ${count === 1 ? 'It is' : 'They are'} counted, and the others are not affected.`
}
