// Asking the server for what everybody with a link asks for: no cookie, no referrer, nothing kept by the browser.
const WAIT = 30000 // milliseconds until a silent network counts as none

// The JSON of an answer, its text where it is a page, or its bytes. Throws {words} where the server refuses with a
// reason, {lost: true} where the network does, {status} for anything else.
export async function ask (address, body, wanted) {
  const reply = await reach(address, body)
  if (reply.status === 422) throw { words: (await reply.json()).refused }
  if (!reply.ok) throw { status: reply.status }
  if (wanted === 'bytes') return new Uint8Array(await reply.arrayBuffer())
  return reply.headers.get('content-type').startsWith('application/json') ? reply.json() : reply.text()
}

async function reach (address, body) {
  const stop = new AbortController()
  const clock = setTimeout(() => stop.abort(), WAIT)
  const sent = body && { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
  try {
    return await fetch(address, { ...sent, credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', signal: stop.signal })
  } catch {
    throw { lost: true }
  } finally {
    clearTimeout(clock)
  }
}
