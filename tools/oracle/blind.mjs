// 60 blind signatures made by @cloudflare/blindrsa-ts, each held against assets/ballot/blind.js as it is made.
// With --record they are written down for the tests, which make them again without Node. README.md says more.
import { writeFileSync } from 'node:fs'

import { RSABSSA } from '@cloudflare/blindrsa-ts'

import { blind, blindWith, finalize, prepare } from '../../assets/ballot/blind.js'
import { equal, fromBase64url, toBase64url, toNumber } from '../../assets/ballot/bytes.js'

const KEYS = 3
const EACH = 20
const FILE = new URL('../../tests/surveys/credentials/blind_oracle.json', import.meta.url)
const oracle = RSABSSA.SHA384.PSS.Randomized()

const keys = []
const transcripts = []
for (let key = 0; key < KEYS; key++) {
  const pair = await oracle.generateKey({ publicExponent: Uint8Array.of(1, 0, 1), modulusLength: 3072 })
  const modulus = fromBase64url((await crypto.subtle.exportKey('jwk', pair.publicKey)).n)
  keys.push(toBase64url(new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))))
  for (let turn = 0; turn < EACH; turn++) {
    transcripts.push({ key, ...await transcript(pair, modulus) })
    await ours(pair, modulus)
  }
}
console.log(`${transcripts.length} signatures agree in both directions`)
if (process.argv.includes('--record')) write()

// The oracle is client and server; then our client does the same with the same salt and blind.
async function transcript (pair, modulus) {
  const prepared = oracle.prepare(crypto.getRandomValues(new Uint8Array(32)))
  const { drawn, result: { blindedMsg, inv } } = await listening(() => oracle.blind(pair.publicKey, prepared))
  const blindSignature = await oracle.blindSign(pair.privateKey, blindedMsg)
  const signature = await oracle.finalize(pair.publicKey, prepared, blindSignature, inv)
  const salt = drawn[0]
  const r = drawn[drawn.length - 1] // those before were too large, and thrown away
  const our = await blindWith(modulus, prepared, salt, toNumber(r))
  same(our.blinded, blindedMsg)
  same(our.inverse, inv)
  same(await finalize(modulus, prepared, blindSignature, our.inverse), signature)
  return written({ prepared, salt, inverse: inv, blinded: blindedMsg, blindSignature, signature })
}

// Our client alone draws the random numbers; the oracle signs, takes the blind off and verifies.
async function ours (pair, modulus) {
  const prepared = prepare()
  const { blinded, inverse } = await blind(modulus, prepared)
  const blindSignature = await oracle.blindSign(pair.privateKey, blinded)
  const signature = await finalize(modulus, prepared, blindSignature, inverse)
  same(await oracle.finalize(pair.publicKey, prepared, blindSignature, inverse), signature)
  if (!await oracle.verify(pair.publicKey, signature, prepared)) throw new Error('the oracle refuses ours')
}

// What the oracle drew from the random generator while it worked.
async function listening (work) {
  const drawn = []
  const draw = crypto.getRandomValues
  crypto.getRandomValues = array => {
    draw.call(crypto, array)
    drawn.push(array.slice())
    return array
  }
  try {
    return { drawn, result: await work() }
  } finally {
    crypto.getRandomValues = draw
  }
}

function same (our, theirs) {
  if (!equal(our, theirs)) throw new Error('ours and the oracle\'s differ')
}

function written (transcript) {
  return Object.fromEntries(Object.entries(transcript).map(([name, bytes]) => [name, toBase64url(bytes)]))
}

// A line a transcript, so that a change can be seen.
function write () {
  const lines = list => list.map(one => `    ${JSON.stringify(one)}`).join(',\n')
  const source = '@cloudflare/blindrsa-ts 0.4.4, by tools/oracle; bytes as base64url; keys for tests alone'
  writeFileSync(FILE, `{\n  "source": "${source}",\n  "keys": [\n${lines(keys)}\n  ],\n  "transcripts": [\n${lines(transcripts)}\n  ]\n}\n`)
}
