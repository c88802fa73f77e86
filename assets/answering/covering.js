// Covering names before anything is sealed. The word lists are long, so they come when a comment box is first touched.
import { approved } from '../ballot/choices.js'
import { read } from '../ballot/lexicon.js'
import { mayDescribe } from '../ballot/redact.js'

let lexicon = null

// Begins to fetch the lists, once; a failed try is forgotten, so that the next one tries again.
export function loadLexicon (form) {
  lexicon = lexicon || fetchLexicon(form.dataset.lexicon).catch(() => { lexicon = null })
  return lexicon
}

// Each comment as its readers will see it: what came, {item, written, reader, choices}, with what comes of it by
// approved() of choices.js, whether it `describes` its author, and anew(), the same after other choices.
// Null where the lists cannot be had.
export async function redacted (form, comments) {
  const said = comments.filter(({ written }) => written)
  if (!said.length) return []
  const lists = await loadLexicon(form)
  return lists ? said.map(comment => covered(comment, lists)) : null
}

function covered (comment, lists) {
  const made = approved(comment.written, comment.choices, lists)
  return { ...comment, ...made, describes: mayDescribe(made.text, lists), anew: () => covered(comment, lists) }
}

async function fetchLexicon (address) {
  const reply = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' })
  if (!reply.ok) throw new Error('no lexicon')
  return read(await reply.text())
}
