// Bytes, and the ways in which the ballot's modules write them down. No DOM, no dependencies.

export function concat (...parts) {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

export function equal (one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

export function toHex (bytes) {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

// Throws for anything but pairs of hexadecimal digits.
export function fromHex (text) {
  if (!/^([0-9a-f]{2})*$/i.test(text)) throw new RangeError('not hexadecimal')
  return Uint8Array.from(text.match(/../g) || [], pair => parseInt(pair, 16))
}

// RFC 4648 section 5, without padding.
export function toBase64url (bytes) {
  const binary = Array.from(bytes, byte => String.fromCharCode(byte)).join('')
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

// Throws for padding, spaces, other alphabets, and bits left over: the same bytes have one spelling.
export function fromBase64url (text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new RangeError('not base64url')
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  const bytes = Uint8Array.from(binary, character => character.charCodeAt(0))
  if (toBase64url(bytes) !== text) throw new RangeError('not base64url')
  return bytes
}

// Big endian, as RSA writes its numbers (I2OSP and OS2IP of RFC 8017).
export function toNumber (bytes) {
  return BigInt('0x0' + toHex(bytes))
}

export function fromNumber (number, length) {
  const digits = number.toString(16).padStart(length * 2, '0')
  if (number < 0n || digits.length !== length * 2) throw new RangeError('number too large')
  return fromHex(digits)
}
