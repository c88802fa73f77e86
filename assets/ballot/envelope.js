// The envelope that is handed in: a right to answer and a sealed ballot, the same number of bytes for everybody.
// The same bytes as surveys/responses/envelope.py reads; its table says what stands where.
import { concat } from './bytes.js'

const WAVE = 20
const BLOCK = 60
const RIGHT = 448 // token (64) and signature (384), or a code
export const SIZE = 1 + WAVE + BLOCK + RIGHT + 8273

// A slip's code as it was typed. What does not fit is no code, and the server says so.
export function withCode (code, sealed) {
  return concat(filled('S', 1), filled('', WAVE), filled('', BLOCK), filled(code.slice(0, 100), RIGHT), sealed)
}

export function withCredential ({ wave, block, prepared, signature }, sealed) {
  return concat(filled('C', 1), filled(wave, WAVE), filled(block, BLOCK), prepared, signature, sealed)
}

function filled (text, size) {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length > size) throw new RangeError('too long for an envelope')
  const field = new Uint8Array(size)
  field.set(bytes)
  return field
}
