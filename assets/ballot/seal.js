// Sealing: a packed ballot becomes 8,273 bytes that only the wave's private key can read.
// HPKE (RFC 9180), base mode, one message: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM.
// The browser does the cryptography (WebCrypto); this file says in which order, and looks at every point first.
// Section numbers are the RFC's.
import { concat, toNumber } from './bytes.js'
import { PACKED } from './pack.js'

export const POINT = 65 // an uncompressed point of P-256, which begins with 4
export const TAG = 16
export const SEALED = POINT + PACKED + TAG

const P256 = { name: 'ECDH', namedCurve: 'P-256' }
const PRIME = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn
const EMPTY = new Uint8Array(0)
const VERSION = ascii('HPKE-v1')
const KEM = concat(ascii('KEM'), Uint8Array.of(0, 0x10)) // suite_id of section 4.1
const SUITE = concat(ascii('HPKE'), Uint8Array.of(0, 0x10, 0, 1, 0, 1)) // suite_id of section 5.1
const BASE = Uint8Array.of(0) // mode_base: no password, no sender's key

// publicKey: the 65 bytes of the key document. Returns encapsulated key ‖ ciphertext ‖ tag.
export async function seal (publicKey, wave, block, packed) {
  if (packed.length !== PACKED) throw new RangeError('Every ballot has the same length.')
  const ephemeral = await crypto.subtle.generateKey(P256, false, ['deriveBits'])
  return sealWith(ephemeral, publicKey, infoOf(wave, block), EMPTY, packed)
}

// SealBase (6.1) with a given ephemeral key pair: for seal() and the RFC's test vectors alone.
// The same pair twice would give two ballots the same key.
export async function sealWith (ephemeral, publicKey, info, aad, plaintext) {
  const encapsulated = new Uint8Array(await crypto.subtle.exportKey('raw', ephemeral.publicKey))
  const shared = await sharedSecret(ephemeral.privateKey, publicKey, concat(encapsulated, publicKey))
  const { key, nonce } = await schedule(shared, info)
  const cipher = { name: 'AES-GCM', iv: nonce, additionalData: aad, tagLength: TAG * 8 }
  const sealed = await crypto.subtle.encrypt(cipher, key, plaintext) // Seal (5.2), the first message: nonce as it is
  return concat(encapsulated, new Uint8Array(sealed))
}

// What binds a ballot to its wave and block.
export function infoOf (wave, block) {
  return new TextEncoder().encode(`pulse/1|${wave}|${block}`)
}

// Encap and Decap (4.1): both sides reach the same 32 bytes. `context` is encapsulated key ‖ recipient's key.
export async function sharedSecret (privateKey, point, context) {
  mustBeOnCurve(point)
  const theirs = await crypto.subtle.importKey('raw', point, P256, false, [])
  const agreed = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, privateKey, 256)
  const ikm = labeled(KEM, 'eae_prk', new Uint8Array(agreed))
  return hkdf(EMPTY, ikm, expanded(KEM, 'shared_secret', context, 32), 32)
}

// y² = x³ - 3x + b, as 7.1.4 asks. Whoever sends other points could learn a private key bit by bit, and not every
// browser looks: WebKitGTK computes with them. Throws what the browsers throw that do.
export function mustBeOnCurve (point) {
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(toNumber)
  const right = point.length === POINT && point[0] === 4 && x < PRIME && y < PRIME
  if (!right || (y * y - x * x * x + 3n * x - B) % PRIME) throw new DOMException('Not a point of P-256.', 'DataError')
}

// KeySchedule (5.1) of the base mode: psk and psk_id are empty.
export async function schedule (shared, info) {
  const name = await extract(labeled(SUITE, 'psk_id_hash', EMPTY))
  const context = concat(BASE, name, await extract(labeled(SUITE, 'info_hash', info)))
  const secret = labeled(SUITE, 'secret', EMPTY)
  const key = await hkdf(shared, secret, expanded(SUITE, 'key', context, 16), 16)
  const nonce = await hkdf(shared, secret, expanded(SUITE, 'base_nonce', context, 12), 12)
  return { key: await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']), nonce }
}

// What LabeledExtract (4) feeds to HKDF's extraction …
function labeled (suite, label, ikm) {
  return concat(VERSION, suite, ascii(label), ikm)
}

// … and LabeledExpand (4) to its expansion.
function expanded (suite, label, info, length) {
  return concat(Uint8Array.of(0, length), VERSION, suite, ascii(label), info)
}

// HKDF (RFC 5869), extraction and expansion in one.
async function hkdf (salt, ikm, info, length) {
  const key = await crypto.subtle.importKey('raw', ikm, 'HKDF', false, ['deriveBits'])
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, length * 8))
}

// HKDF's extraction alone, with an empty salt: HMAC pads that with zeros, and browsers refuse empty HMAC keys.
async function extract (ikm) {
  const zeros = new Uint8Array(32)
  const key = await crypto.subtle.importKey('raw', zeros, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, ikm))
}

function ascii (text) {
  return new TextEncoder().encode(text)
}
