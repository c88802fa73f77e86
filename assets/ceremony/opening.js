// Opening a box: every ballot is opened, answers are parted from comments, and both are shuffled.
import { openWith, Unreadable } from '../ballot/unseal.js'
import { infoOf, SEALED } from '../ballot/seal.js'
import { BadBox } from './box_file.js'
import { unpack } from './unpack.js'

const AT_ONCE = 25
const EMPTY = new Uint8Array(0)

// What must be so before anything is opened. Throws BadBox.
export function checkCounts ({ ballots, headcounts }) {
  const cast = new Map()
  for (const { block } of ballots) cast.set(block, (cast.get(block) || 0) + 1)
  for (const [block, count] of cast) {
    if (!headcounts.has(block)) throw new BadBox(`There are envelopes of a group, “${block}”, that the round did not ask. Tell the survey office and your union. Nothing was opened.`)
    if (count > headcounts.get(block)) throw new BadBox(`Group “${block}” has ${count} envelopes and ${headcounts.get(block)} people. Tell the survey office and your union. Nothing was opened.`)
  }
}

// {answers: [[block, answers]], comments: [[block, item, text, reader, kept]], unreadable}. privateKey: of together().
export async function openBox (box, privateKey, progress) {
  const opened = { answers: [], comments: [], unreadable: 0 }
  for (let start = 0; start < box.ballots.length; start += AT_ONCE) {
    const some = box.ballots.slice(start, start + AT_ONCE)
    for (const each of await Promise.all(some.map(ballot => openOne(box.wave, ballot, privateKey)))) add(opened, each)
    progress(Math.min(start + AT_ONCE, box.ballots.length), box.ballots.length)
    await new Promise(resolve => setTimeout(resolve)) // let the screen draw
  }
  if (opened.unreadable && !opened.answers.length) throw new BadBox(`Not one of the ${opened.unreadable} envelopes can be read. They were sealed for another round, or were all damaged. Nothing was changed: ask the survey office for the box file again.`)
  shuffle(opened.answers)
  shuffle(opened.comments)
  return opened
}

async function openOne (wave, { block, ciphertext }, privateKey) {
  if (ciphertext.length !== SEALED) return null
  try {
    return { block, ...unpack(await openWith(privateKey, infoOf(wave, block), EMPTY, ciphertext)) }
  } catch (error) {
    // Another name is the browser's own: it could not decrypt. Which ballots these are is noted nowhere.
    if (error instanceof Unreadable || error instanceof DOMException) return null
    throw error
  }
}

function add (opened, ballot) {
  if (!ballot) {
    opened.unreadable++
    return
  }
  opened.answers.push([ballot.block, ballot.answers])
  for (const { item, text, reader, kept } of ballot.comments) opened.comments.push([ballot.block, item, text, reader, kept])
}

// Fisher and Yates, in place; every order is as likely as any other.
export function shuffle (list) {
  for (let last = list.length - 1; last > 0; last--) {
    const chosen = below(last + 1)
    ;[list[last], list[chosen]] = [list[chosen], list[last]]
  }
}

// A whole number from 0 to limit - 1. What would favour small numbers is drawn again.
function below (limit) {
  const fair = 2 ** 32 - 2 ** 32 % limit
  const drawn = new Uint32Array(1)
  do crypto.getRandomValues(drawn)
  while (drawn[0] >= fair)
  return drawn[0] % limit
}
