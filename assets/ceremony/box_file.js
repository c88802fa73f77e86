// The box file: everything that was cast in a round, sealed, as surveys/responses/box_file.py writes it.
// A line of JSON each: the head, the ballots in the order of their digests, and the SHA-256 of all lines above.
import { fromBase64url, fromHex, toHex } from '../ballot/bytes.js'
import { fourWords, sha256 } from './words.js'

const FORMAT = 'pulse-box/1'
const OTHERS = {
  'pulse-public-keys/1': 'the file of public keys',
  'pulse-shares/1': 'a keyholder’s share file',
  'pulse-result/1': 'a result file: this box has been opened already'
}
const NEWLINE = 10

// What is wrong with the file, in words that say what to do.
export class BadBox extends Error {
  constructor (message) {
    super(message)
    this.name = 'BadBox'
  }
}

// {wave, name, words, fingerprint: of the key document, sha256: of the file, sealingKey, readingKey, keyWords,
// headcounts, signingKeys: Maps of blocks, ballots: [{block, digest, ciphertext}]}
export async function readBox (bytes) {
  const lines = linesOf(bytes)
  const head = headOf(lines[0], bytes)
  const ending = parsed(lines[lines.length - 1])
  const rows = lines.slice(1, -1)
  if (typeof ending?.sha256 !== 'string') throw cutShort(lines.length - 2, head.cast)
  const before = bytes.subarray(0, lines[lines.length - 1].byteOffset - bytes.byteOffset)
  if (toHex(await sha256(before)) !== ending.sha256) throw new BadBox(await changed(rows))
  if (rows.length !== head.cast) throw new BadBox(`The file says that it holds ${head.cast} envelopes, and holds ${rows.length}. Tell the survey office: it was put together wrongly.`)
  const ballots = rows.map(line => ballotOf(parsed(line)))
  await check(ballots)
  return { ...await promised(head), ballots, sha256: toHex(await sha256(bytes)) }
}

function linesOf (bytes) {
  const lines = []
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(NEWLINE, start)
    const end = found < 0 ? bytes.length : found
    lines.push(bytes.subarray(start, end))
    start = end + 1
  }
  return lines.length ? lines : [bytes]
}

function parsed (line) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line))
  } catch {
    return null
  }
}

function headOf (line, bytes) {
  const head = parsed(line) || (bytes.length < 1e6 ? parsed(bytes) : null) // our other files are not a line each
  const format = head?.format
  if (format in OTHERS) throw new BadBox(`This is ${OTHERS[format]}. Choose the box file that the survey office gave you.`)
  if (format !== FORMAT) throw new BadBox('This is not a box file, or its beginning is damaged. Choose the file that the survey office gave you, or ask for it again.')
  return head
}

function cutShort (found, cast) {
  const whole = Math.min(Math.max(found, 0), cast)
  return new BadBox(`The file is cut short: its end is missing, after about ${whole} of ${cast} envelopes. Copy it again from where it came. Nothing is lost: the whole box is still on the server.`)
}

async function changed (rows) {
  const again = 'Copy it again from where it came. Nothing is lost: the whole box is still on the server.'
  for (const [at, line] of rows.entries()) {
    const ballot = ballotOf(parsed(line), true)
    if (!ballot || toHex(await sha256(ballot.ciphertext)) !== ballot.digest) return `The file was changed on its way: envelope ${at + 1} of ${rows.length} is not as it was sent. ${again}`
  }
  return `The file was changed on its way, though not in an envelope. ${again}`
}

function ballotOf (row, forgiving = false) {
  try {
    return { block: row.block, digest: row.digest, ciphertext: fromBase64url(row.ciphertext) }
  } catch {
    if (forgiving) return null
    throw new BadBox('The file holds something that is no sealed envelope. Tell the survey office: it was put together wrongly.')
  }
}

// The box is as its own rules want it: each ballot stands under its digest, once.
async function check (ballots) {
  let last = ''
  for (const [at, { digest, ciphertext }] of ballots.entries()) {
    if (toHex(await sha256(ciphertext)) !== digest) throw new BadBox(`Envelope ${at + 1} of ${ballots.length} does not stand under its own fingerprint. Tell the survey office and your union: this is not how envelopes are kept.`)
    if (digest <= last) throw new BadBox(`Envelope ${at + 1} of ${ballots.length} is in the box twice. Tell the survey office and your union: this cannot happen by itself.`)
    last = digest
  }
}

// What the round promised: the key document, byte for byte as everybody was shown it.
async function promised ({ key_document: text, wave }) {
  const bytes = new TextEncoder().encode(text)
  const document = parsed(bytes)
  if (document?.format !== 'pulse-keys/1') throw new BadBox('The file does not say what the round promised. Ask the survey office for it again.')
  if (document.wave !== wave) throw new BadBox(`The box is of round ${wave}, but what it promises is of round ${document.wave}. Tell the survey office: it was put together wrongly.`)
  if (!document.reading_key) throw new BadBox(`Round ${wave} has its key on the server. It needs no keyholders, and is opened there.`)
  try {
    return { wave, words: await fourWords(bytes), fingerprint: toHex(await sha256(bytes)), ...await parts(document) }
  } catch {
    throw new BadBox(`What round ${wave} promised is not written as it should be. Tell the survey office: the file was put together wrongly.`)
  }
}

async function parts ({ names, closes_on: closed, sealing_key: sealing, reading_key: reading, blocks }) {
  const sealingKey = fromHex(sealing)
  return {
    name: names.en,
    closed,
    sealingKey,
    keyWords: await fourWords(sealingKey),
    readingKey: fromHex(reading),
    headcounts: new Map(blocks.map(({ code, headcount }) => [code, headcount])),
    signingKeys: new Map(blocks.filter(block => block.credential_key).map(block => [block.code, fromHex(block.credential_key)]))
  }
}
