// What is in one opened ballot, read by the same rules as surveys/responses/packing.py.
import { excess, isWhole, MOST_COMMENTS, PACKED, READERS } from '../ballot/pack.js'
import { Unreadable } from '../ballot/unseal.js'

const HEAD = 4

// {answers, comments: [{item, text, reader}]}. Throws Unreadable for anything that no page of ours would have packed.
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

function comment ({ item, text, reader }) {
  whole(item)
  if (excess(whole(text)) || !READERS.includes(reader)) throw new RangeError('comment')
  return { item, text, reader }
}

function whole (text) {
  if (typeof text !== 'string' || !isWhole(text)) throw new TypeError('text')
  return text
}
