// The keys of coming rounds: made, split two of three, and put together again from two shares.
// Shamir's scheme is the library's (audited); this file says what is split and how a fit is proved.
import { combine, split } from 'shamir-secret-sharing'
import { equal, fromBase64url, toBase64url, toHex } from '../ballot/bytes.js'
import { loadKey } from '../ballot/unseal.js'
import { tagOf, write } from './share.js'
import { fourWords } from './words.js'

export const MOST_KEYS = 12
export const HOLDERS = [
  { holder: 1, name: 'union', title: 'the union' },
  { holder: 2, name: 'employer', title: 'the employer' },
  { holder: 3, name: 'outsider', title: 'the outsider' }
]
const P256 = { name: 'ECDH', namedCurve: 'P-256' }

// The two shares belong together and give a key, but not the one that was asked for; or to one keyholder both.
export class NoFit extends Error {
  constructor (message) {
    super(message)
    this.name = 'NoFit'
  }
}

// `count` keys: {keys: [{slot, publicKey, words}], sheets: for each holder [{slot, words, lines}]}.
// No private key outlives this function, as far as a script can see to that: the browser's own copies go when it likes.
export async function make (count) {
  const keys = []
  const sheets = HOLDERS.map(() => [])
  for (let slot = 1; slot <= count; slot++) {
    const { publicKey, shares } = await makeOne()
    const [words, tag] = [await fourWords(publicKey), await tagOf(publicKey)]
    keys.push({ slot, publicKey, words })
    for (const [at, { holder }] of HOLDERS.entries()) {
      sheets[at].push({ slot, words, lines: await write({ tag, slot, holder, bytes: shares[at] }) })
      shares[at].fill(0)
    }
  }
  return { keys, sheets }
}

// The private key that two shares give, ready for use. Throws NoFit.
export async function together (one, other, publicKey) {
  if (one.holder === other.holder) throw new NoFit('Both shares are of the same keyholder. Two different keyholders are needed.')
  const number = await combine([one.bytes, other.bytes]).catch(() => null)
  const [x, y] = [publicKey.slice(1, 33), publicKey.slice(33)]
  const jwk = number && { x: toBase64url(x), y: toBase64url(y), d: toBase64url(number) }
  number?.fill(0)
  const key = jwk && await loadKey(jwk).catch(() => null)
  if (key && await fits(key.key, publicKey)) return key
  throw new NoFit('Every line is in order by itself, but together they do not give the key. Perhaps a line was copied from under another key, or from another sheet: look that all five stand under the same four words. Or one of the two shares was made at another time.')
}

// Browsers differ in whether they look if both halves of a key belong together, so we agree on a secret both ways.
async function fits (privateKey, publicKey) {
  const theirs = await crypto.subtle.importKey('raw', publicKey, P256, false, [])
  const probe = await crypto.subtle.generateKey(P256, false, ['deriveBits'])
  const agreed = await Promise.all([
    crypto.subtle.deriveBits({ name: 'ECDH', public: probe.publicKey }, privateKey, 256),
    crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, probe.privateKey, 256)
  ])
  return equal(...agreed.map(bits => new Uint8Array(bits)))
}

async function makeOne () {
  const pair = await crypto.subtle.generateKey(P256, true, ['deriveBits'])
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const number = fromBase64url((await crypto.subtle.exportKey('jwk', pair.privateKey)).d)
  const shares = await split(number, HOLDERS.length, 2)
  number.fill(0)
  return { publicKey, shares }
}

// The file for the survey office. tested: names of the holders whose sheets were tried; made: the day, as 2026-05-12.
export function publicFile (keys, made, tested) {
  return {
    format: 'pulse-public-keys/1',
    keys: keys.map(({ slot, publicKey, words }) => ({ public_key: toHex(publicKey), slot, words })),
    made_on: made,
    tested
  }
}
