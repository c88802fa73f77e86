// Blind signatures, the browser's part: RFC 9474, RSABSSA-SHA384-PSS-Randomized, e = 65537. The server signs a
// message that it cannot see; what comes out is an ordinary RSA-PSS signature, which it has never met before.
// No DOM, no dependencies. Its counterpart on the server is surveys/credentials/blind.py.
//
// BigInt does not compute in constant time. Here that gives nothing away: there is no long-lived secret. The blind r
// is used for one message, on the person's own phone; what the server sees of it is r^65537 mixed with a random
// number of its own size, and when. Secret exponents exist on the server alone, and are treated otherwise there.
import { concat, fromNumber, toBase64url, toNumber } from './bytes.js'

const HASH = { name: 'SHA-384', size: 48 }
const SIZE = 384

// The message to be signed: 32 random bytes of the RFC's PrepareRandomize, and a token of 32. Use it once: when
// finalize throws, throw it away too and prepare another, or a cheating server could have marked it.
export function prepare () {
  return random(64)
}

// -> { blinded, inverse }: `blinded` goes to the server; `inverse` stays here, it alone connects the two.
export async function blind (modulus, prepared) {
  mustBe(modulus.length === SIZE && modulus[0] >= 0x80, 'key')
  mustBe(prepared.length === 64, 'message')
  return blindWith(modulus, prepared, random(HASH.size), randomBelow(toNumber(modulus)))
}

// -> the signature of `prepared`. Throws unless it is right, so that nothing else can ever be sent.
export async function finalize (modulus, prepared, blindSignature, inverse) {
  mustBe(modulus.length === SIZE, 'key')
  return finalizeWith(modulus, prepared, blindSignature, inverse, HASH.size)
}

// Blind of the RFC with a given salt and blind r, for any size of key: for `blind`, and for test vectors.
export async function blindWith (modulus, prepared, salt, r) {
  const n = toNumber(modulus)
  const message = toNumber(await encode(prepared, salt, bitLength(modulus) - 1))
  inverseOf(message, n) // throws for a message that has a factor in common with n
  const inverse = inverseOf(r, n)
  const blinded = message * power(r, n) % n
  return { blinded: fromNumber(blinded, modulus.length), inverse: fromNumber(inverse, modulus.length) }
}

// Finalize of the RFC, for any size of key and salt.
export async function finalizeWith (modulus, prepared, blindSignature, inverse, saltLength) {
  mustBe(blindSignature.length === modulus.length && inverse.length === modulus.length, 'size')
  const n = toNumber(modulus)
  const signature = fromNumber(toNumber(blindSignature) * toNumber(inverse) % n, modulus.length)
  const jwk = { kty: 'RSA', alg: 'PS384', n: toBase64url(modulus), e: 'AQAB' }
  const kind = { name: 'RSA-PSS', hash: HASH.name, saltLength }
  const key = await crypto.subtle.importKey('jwk', jwk, kind, false, ['verify'])
  mustBe(await crypto.subtle.verify(kind, key, signature, prepared), 'signature')
  return signature
}

// EMSA-PSS-ENCODE of RFC 8017, section 9.1.1: the message as a number of at most `bits` bits.
async function encode (message, salt, bits) {
  const length = Math.ceil(bits / 8)
  mustBe(length >= HASH.size + salt.length + 2, 'key')
  const hash = await digest(concat(new Uint8Array(8), await digest(message), salt))
  const block = new Uint8Array(length - HASH.size - 1)
  block[block.length - salt.length - 1] = 1
  block.set(salt, block.length - salt.length)
  const mask = await stretch(hash, block.length)
  const masked = block.map((byte, at) => byte ^ mask[at])
  masked[0] &= 0xff >> (8 * length - bits)
  return concat(masked, hash, Uint8Array.of(0xbc))
}

// MGF1 of RFC 8017, appendix B.2.1, for at most 256 hashes.
async function stretch (seed, length) {
  const hashes = []
  for (let at = 0; at * HASH.size < length; at++) {
    hashes.push(await digest(concat(seed, Uint8Array.of(0, 0, 0, at))))
  }
  return concat(...hashes).slice(0, length)
}

async function digest (bytes) {
  return new Uint8Array(await crypto.subtle.digest(HASH.name, bytes))
}

// base^65537 mod n: sixteen squarings and one multiplication.
function power (base, n) {
  let result = base
  for (let squarings = 0; squarings < 16; squarings++) result = result * result % n
  return result * base % n
}

// Extended Euclid. Throws when there is no inverse: then `number` would have given a factor of n away.
function inverseOf (number, n) {
  let [a, b, x, y] = [n, number, 0n, 1n]
  while (b) {
    const times = a / b;
    [a, b, x, y] = [b, a - times * b, y, x - times * y]
  }
  mustBe(a === 1n, 'number')
  return x < 0n ? x + n : x
}

// Uniform from 1 to n - 1: a number that does not fit is thrown away, not reduced.
function randomBelow (n) {
  for (;;) {
    const number = toNumber(random(SIZE))
    if (number > 0n && number < n) return number
  }
}

function random (length) {
  return crypto.getRandomValues(new Uint8Array(length))
}

function bitLength (modulus) {
  return toNumber(modulus).toString(2).length
}

function mustBe (right, what) {
  if (!right) throw new Error(`blind signature: wrong ${what}`)
}
