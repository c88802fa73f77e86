// The result file: what was opened, sealed to the server's reading key of this round. surveys/responses/taking.py reads it.
import { concat, toBase64url, toHex } from '../ballot/bytes.js'
import { infoOf, sealWith } from '../ballot/seal.js'
import { sha256 } from './words.js'

const STEP = 65536 // the length tells the amount of text to within a page or two
const P256 = { name: 'ECDH', namedCurve: 'P-256' }

export async function sealResult (box, { answers, comments, unreadable }) {
  const plain = new TextEncoder().encode(JSON.stringify({ answers, comments }))
  const ephemeral = await crypto.subtle.generateKey(P256, false, ['deriveBits'])
  const info = infoOf(box.wave, `result|${box.sha256}`) // of this very box and no other
  const sealed = await sealWith(ephemeral, box.readingKey, info, new Uint8Array(0), padded(await compressed(plain)))
  return {
    box: box.sha256,
    cast: box.ballots.length,
    format: 'pulse-result/1',
    sealed: toBase64url(sealed),
    sha256: toHex(await sha256(sealed)),
    unreadable,
    wave: box.wave
  }
}

async function compressed (bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate')) // zlib's format
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

function padded (content) {
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, content.length) // big endian
  const size = Math.ceil((content.length + 4) / STEP) * STEP
  return concat(length, content, new Uint8Array(size - 4 - content.length))
}
