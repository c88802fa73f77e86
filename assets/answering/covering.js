// Covering names before anything is sealed. The word lists are long, so they come when a comment box is first touched.
import { read } from '../ballot/lexicon.js'
import { redact } from '../ballot/redact.js'

let lexicon = null

// Begins to fetch the lists, once; a failed try is forgotten, so that the next one tries again.
export function loadLexicon (form) {
  lexicon = lexicon || fetchLexicon(form.dataset.lexicon).catch(() => { lexicon = null })
  return lexicon
}

// Each comment as its readers will see it: {item, reader, text, marks}. Null where the lists cannot be had.
export async function redacted (form, comments) {
  const written = comments.filter(({ text }) => text)
  if (!written.length) return []
  const lists = await loadLexicon(form)
  return lists ? written.map(comment => ({ ...comment, ...redact(comment.text, lists) })) : null
}

async function fetchLexicon (address) {
  const reply = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' })
  if (!reply.ok) throw new Error('no lexicon')
  return read(await reply.text())
}
