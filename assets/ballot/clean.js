// Cleaning: what a form sent, made into what the questions can hold, as surveys/instruments/answers.py
// does it. `outline` comes from surveys/instruments/outline.py: every item in order, as
// {code, kind, options?: [value], alone?: [value], follows?: {item, values}}.
import { speak } from '../scripts/words.js'
import { strip } from './pack.js'

// Offered at every closed item, listed in none; counts as missing, like a blank.
export const PREFER_NOT = 'prefer_not'

// Something these questions do not ask. `item` is its code where there is one. Never repeats what was sent.
export class UnknownAnswer extends Error {
  constructor (message, item) {
    super(message)
    Object.assign(this, { name: 'UnknownAnswer', item })
  }
}

// What a form (FormData) holds of these questions: {code: [values]}. A browser's extensions add fields of their own.
export function sentIn (outline, form) {
  return Object.fromEntries(outline.map(({ code }) => [code, form.getAll(code)]))
}

// {code: value, or [values] of an item that takes several}, in the order of the questions; only what was
// answered. A follow-up stays only when its parent stays with an answer it follows. Comments are let by.
export function clean (outline, sent) {
  const asked = new Map(outline.map(item => [item.code, item]))
  const raw = new Map(Object.entries(sent))
  for (const code of raw.keys()) {
    if (!asked.has(code)) {
      throw new UnknownAnswer(speak('These answers belong to another set of questions. Open the questions again.'))
    }
  }
  const answers = new Map()
  for (const item of outline.filter(({ kind }) => kind !== 'comment')) {
    const answer = answerTo(item, raw.get(item.code) || [])
    if (answer.length && isAsked(item, answers)) answers.set(item.code, answer)
  }
  return Object.fromEntries(answers)
}

// Whether these answers (a Map) lead to this item: always, unless it follows an answer not given.
export function isAsked ({ follows }, answers) {
  return !follows || [].concat(answers.get(follows.item) || '').some(value => follows.values.includes(value))
}

function answerTo ({ code, kind, options = [], alone = [] }, sent) {
  const values = new Set(sent.filter(strip))
  for (const value of values) {
    if (value !== PREFER_NOT && !options.includes(value)) {
      throw new UnknownAnswer(speak('A question was answered with something it does not offer. Choose one of its answers.'), code)
    }
  }
  if (values.has(PREFER_NOT)) return ''
  if (kind !== 'multiple') return single(code, [...values])
  const kept = options.filter(value => values.has(value))
  const standsAlone = kept.find(value => alone.includes(value))
  return standsAlone === undefined ? kept : [standsAlone]
}

function single (code, values) {
  if (values.length > 1) throw new UnknownAnswer(speak('A question that takes one answer was given more. Choose one.'), code)
  return values[0] || ''
}
