// Covering names before anything is sealed. The word lists are long, so they come when a comment box is first touched.
import { read } from '../ballot/lexicon.js'
import { mayDescribe, redact } from '../ballot/redact.js'

let lexicon = null

// Begins to fetch the lists, once; a failed try is forgotten, so that the next one tries again.
export function loadLexicon (form) {
  lexicon = lexicon || fetchLexicon(form.dataset.lexicon).catch(() => { lexicon = null })
  return lexicon
}

// Each comment as its readers will see it: {item, reader, text, marks, describes}. Null where the lists cannot be had.
export async function redacted (form, comments) {
  const written = comments.filter(({ text }) => text)
  if (!written.length) return []
  const lists = await loadLexicon(form)
  return lists ? written.map(comment => covered(comment, lists)) : null
}

function covered (comment, lists) {
  const redaction = redact(comment.text, lists)
  return { ...comment, ...redaction, describes: mayDescribe(redaction.text, lists) }
}

async function fetchLexicon (address) {
  const reply = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' })
  if (!reply.ok) throw new Error('no lexicon')
  return read(await reply.text())
}
