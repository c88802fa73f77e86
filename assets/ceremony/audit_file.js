// The audit of a closed round beside its box: as many envelopes as rights that were used, each right signed, none twice.
// surveys/responses/audit.py writes it; surveys/credentials/recount.py checks more of it, without a box.
import { fromHex, toBase64url } from '../ballot/bytes.js'

const FORMAT = 'pulse-audit/1'
const KIND = { name: 'RSA-PSS', hash: 'SHA-384', saltLength: 48 }
const REFUSED = 'Tell the survey office and your union. Nothing was opened.'

// What is wrong with the audit, or between it and the box.
export class BadAudit extends Error {
  constructor (message) {
    super(message)
    this.name = 'BadAudit'
  }
}

// {byLink, bySlip}: how many envelopes came by a link, and how many by a slip. box: of readBox(). Throws BadAudit.
export async function compareWithAudit (bytes, box) {
  const audit = read(bytes)
  if (audit.key_document !== box.fingerprint) throw new BadAudit(`This is the audit of another round (${audit.wave}) than the box. Choose the one of ${box.wave}.`)
  const rights = audit.responses_by_link
  const [links, envelopes] = [countBy(rights, ([block]) => block), countBy(box.ballots, ({ block }) => block)]
  const slips = new Map(audit.blocks.map(({ code, slips_used: used }) => [code, used]))
  for (const block of new Set([...box.headcounts.keys(), ...slips.keys(), ...links.keys()])) {
    const [found, used] = [envelopes.get(block) || 0, (links.get(block) || 0) + (slips.get(block) || 0)]
    if (found !== used) throw new BadAudit(`Group “${block}” has ${found} envelopes, but ${used} rights to answer were used. ${REFUSED}`)
  }
  if (new Set(rights.map(([, token]) => token)).size !== rights.length) throw new BadAudit(`One right to answer stands in the audit twice. ${REFUSED}`)
  await checkSignatures(rights, box.signingKeys)
  return { byLink: rights.length, bySlip: box.ballots.length - rights.length }
}

function read (bytes) {
  let audit
  try {
    audit = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    audit = null
  }
  const isWhole = audit?.format === FORMAT && Array.isArray(audit.blocks) && audit.blocks.every(isBlock) &&
    Array.isArray(audit.responses_by_link) && audit.responses_by_link.every(isRight)
  if (!isWhole) throw new BadAudit('This is not an audit, or it is damaged. Download it again under Checks, or go on without it.')
  return audit
}

function isBlock (block) {
  return typeof block?.code === 'string' && Number.isInteger(block.slips_used)
}

// [block, token, signature]: 64 and 384 bytes in lower case, so that the same token is the same text.
function isRight (right) {
  const [block, token, signature] = Array.isArray(right) ? right : []
  return typeof block === 'string' && /^[0-9a-f]{128}$/.test(token) && /^[0-9a-f]{768}$/.test(signature)
}

async function checkSignatures (rights, signingKeys) {
  const keys = new Map()
  for (const [block, modulus] of signingKeys) keys.set(block, await load(modulus))
  for (const [at, [block, token, signature]] of rights.entries()) {
    const key = keys.get(block)
    const isSigned = key && await crypto.subtle.verify(KIND, key, fromHex(signature), fromHex(token))
    if (!isSigned) throw new BadAudit(`Right ${at + 1} of ${rights.length} in the audit was not signed with the key of its group, “${block}”. ${REFUSED}`)
  }
}

function load (modulus) {
  const jwk = { kty: 'RSA', alg: 'PS384', n: toBase64url(modulus), e: 'AQAB' }
  return crypto.subtle.importKey('jwk', jwk, KIND, false, ['verify'])
}

function countBy (list, of) {
  const counts = new Map()
  for (const each of list) counts.set(of(each), (counts.get(of(each)) || 0) + 1)
  return counts
}
