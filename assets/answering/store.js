// What stays on the phone between Start and Send, so that a tab the phone throws away loses nothing: the right to answer,
// never an answer. Wiped when it is used, and when the round is over. Where nothing may be kept, this page's memory has to do.
import { fromBase64url, toBase64url } from '../ballot/bytes.js'

const PREFIX = 'pulse.'
const memory = new Map()

// What is kept for one link of a round. `tag` tells links apart on a phone that two people use.
export function slot (wave, tag) {
  const name = `${PREFIX}${wave}.${tag}`
  const kept = () => memory.get(name) || read(name)
  return {
    half: () => kept().half,
    credential: () => kept().credential,
    pending: block => kept().pending && kept().pending.block === block ? kept().pending : undefined,
    write (what) {
      memory.set(name, what)
      try {
        localStorage.setItem(name, JSON.stringify(what, (_, value) => value instanceof Uint8Array ? { bytes: toBase64url(value) } : value))
      } catch {} // private browsing: the page must stay open
    },
    wipe () {
      memory.delete(name)
      try {
        localStorage.removeItem(name)
      } catch {}
    }
  }
}

// The tag of the only right that is kept for a round: a page that was opened again without its link goes on with it.
export function onlyTag (wave) {
  const start = `${PREFIX}${wave}.`
  const tags = names().filter(name => name.startsWith(start) && read(name).credential).map(name => name.slice(start.length))
  return tags.length === 1 ? tags[0] : undefined
}

// Wipes what is of other rounds: one is open at a time.
export function forgetOld (wave) {
  names().filter(name => name.startsWith(PREFIX) && !name.startsWith(`${PREFIX}${wave}.`)).forEach(name => localStorage.removeItem(name))
}

function names () {
  try {
    return Object.keys(localStorage)
  } catch {
    return []
  }
}

function read (name) {
  try {
    return JSON.parse(localStorage.getItem(name), (_, value) => value && value.bytes ? fromBase64url(value.bytes) : value) || {}
  } catch {
    return {}
  }
}
