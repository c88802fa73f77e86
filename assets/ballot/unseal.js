// Unsealing: the other half of seal.js, for the keyholders' page after a wave has closed.
import { concat, fromBase64url } from './bytes.js'
import { infoOf, mustBeOnCurve, POINT, schedule, SEALED, sharedSecret, TAG } from './seal.js'

const P256 = { name: 'ECDH', namedCurve: 'P-256' }

// Not a ballot of this key, wave and block, or not as it was sealed. Which of these, nobody can tell.
export class Unreadable extends Error {
  constructor () {
    super('This ballot cannot be opened: it is damaged, or it was sealed for another round.')
    this.name = 'Unreadable'
  }
}

// The packed 8,192 bytes. privateKey: a JWK, or the bytes of a PKCS #8 file. Throws Unreadable for the
// ballot, and the browser's own error for a key that is none.
export async function open (privateKey, wave, block, sealed) {
  const recipient = await loadKey(privateKey)
  try {
    if (sealed.length !== SEALED) throw new RangeError('Every ballot has the same length.')
    return await openWith(recipient, infoOf(wave, block), new Uint8Array(0), sealed)
  } catch {
    throw new Unreadable()
  }
}

// OpenBase (RFC 9180, 6.1). recipient: what loadKey returns.
export async function openWith (recipient, info, aad, sealed) {
  const encapsulated = sealed.subarray(0, POINT)
  const context = concat(encapsulated, recipient.point)
  const { key, nonce } = await schedule(await sharedSecret(recipient.key, encapsulated, context), info)
  const cipher = { name: 'AES-GCM', iv: nonce, additionalData: aad, tagLength: TAG * 8 }
  return new Uint8Array(await crypto.subtle.decrypt(cipher, key, sealed.subarray(POINT)))
}

// A private key ready for use, and its public part as 65 bytes.
export async function loadKey (privateKey) {
  const { x, y, d } = privateKey instanceof Uint8Array ? await partsOf(privateKey) : privateKey
  const jwk = { kty: 'EC', crv: 'P-256', x, y, d }
  const point = concat(Uint8Array.of(4), fromBase64url(x), fromBase64url(y))
  mustBeOnCurve(point) // Firefox and WebKitGTK take any
  return { key: await crypto.subtle.importKey('jwk', jwk, P256, false, ['deriveBits']), point }
}

async function partsOf (pkcs8) {
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, P256, true, ['deriveBits'])
  return crypto.subtle.exportKey('jwk', key)
}
