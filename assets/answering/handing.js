// Handing in: the sealed ballot stays in this page's memory until its receipt has come. Nothing is stored.
import { another } from './another.js'
import { page } from './page.js'

const WAIT = 30000 // milliseconds until a silent network counts as none
const FINAL = ['RoundOver', 'UsedLink'] // a right that will never be taken: nothing of it stays on the phone

// Shows the check page; its Send hands the ballot (at.sealed) in as often as it takes: the same ballot counts once.
export function hand (at, checking) {
  const { form, house, pages } = at
  const sheet = checking.main.querySelector('form')
  checking.main.querySelector('[data-change]').addEventListener('click', () => history.back())
  house.handle(sheet, async () => {
    house.quiet(sheet)
    house.busy(sheet, true)
    const ballot = await at.sealed
    const said = await cast(at.entitled.envelope(form, ballot)).catch(() => ({ lost: house.OFFLINE }))
    house.busy(sheet, false)
    if (said.received) {
      at.entitled.used()
      house.show({ ...page(pages.thanks), done: true })
    } else if (said.refused) {
      if (FINAL.includes(said.reason)) at.entitled.used()
      another(at, said.refused)
    } else house.say(sheet, said.lost || house.FAILED)
  })
  house.show(checking)
}

// {received: wave}, or {refused: why, reason}; nothing where the server failed. No cookie, no referrer, nothing kept by the browser.
async function cast (body) {
  const stop = new AbortController()
  const clock = setTimeout(() => stop.abort(), WAIT)
  try {
    const reply = await fetch('/cast', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/octet-stream' },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: stop.signal
    })
    return reply.ok || reply.status === 422 ? await reply.json() : {}
  } finally {
    clearTimeout(clock)
  }
}
