// What is in one opened ballot, read by the same rules as surveys/responses/packing.py.
import { excess, isWhole, MOST_CHARACTERS, MOST_COMMENTS, MOST_KEPT, PACKED, READERS } from '../ballot/pack.js'
import { Unreadable } from '../ballot/unseal.js'

const HEAD = 4

// {answers, comments: [{item, text, reader, kept}]}. Throws Unreadable for anything that no page of ours would have packed.
export function unpack (packed) {
  try {
    const { answers, comments } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content(packed)))
    if (!Array.isArray(comments) || comments.length > MOST_COMMENTS) throw new RangeError('comments')
    return { answers: checked(answers), comments: comments.map(comment) }
  } catch {
    throw new Unreadable()
  }
}

function content (packed) {
  const end = HEAD + new DataView(packed.buffer, packed.byteOffset).getUint32(0)
  if (packed.length !== PACKED || end > PACKED || packed.subarray(end).some(byte => byte)) throw new RangeError('padding')
  return packed.subarray(HEAD, end)
}

function checked (answers) {
  if (answers === null || typeof answers !== 'object' || Array.isArray(answers)) throw new TypeError('answers')
  for (const [item, answer] of Object.entries(answers)) {
    for (const text of [item, ...(Array.isArray(answer) ? answer : [answer])]) whole(text)
  }
  return answers
}

function comment ({ item, text, reader, kept = [] }) {
  whole(item)
  if (excess(whole(text)) || !READERS.includes(reader)) throw new RangeError('comment')
  if (!Array.isArray(kept) || kept.length > MOST_KEPT || !kept.every(isKept)) throw new RangeError('kept')
  return { item, text, reader, kept }
}

// Words under a mark that their author asks a reader to show: [number of the mark, words].
function isKept (one) {
  return Array.isArray(one) && one.length === 2 && Number.isInteger(one[0]) && one[0] >= 0 && one[0] < MOST_CHARACTERS && whole(one[1]) !== undefined
}

function whole (text) {
  if (typeof text !== 'string' || !isWhole(text)) throw new TypeError('text')
  return text
}
