// Words in place of numbers: for people to compare and to find a slip of the finger by. The list is the server's.
import list from '../../surveys/credentials/words.txt'

export const WORDS = list.trim().split('\n')

// The first 44 bits of SHA-256 as four words, the same as surveys/credentials/keys.py writes.
export async function fourWords (bytes) {
  const digest = await sha256(bytes)
  const number = Math.floor(digest.slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0) / 16)
  return [33, 22, 11, 0].map(shift => WORDS[Math.floor(number / 2 ** shift) % WORDS.length]).join(' ')
}

export async function sha256 (bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}
