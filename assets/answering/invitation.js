// Behind a personal link: from its secret to a right to answer that the server signed and would not know again.
// Nothing happens before a tap. The secret stands behind the # of the address, so no page ever carries it.
import { blind, finalize, prepare } from '../ballot/blind.js'
import { equal, fromBase64url, fromHex, toBase64url, toHex } from '../ballot/bytes.js'
import { withCredential } from '../ballot/envelope.js'
import { ask } from './asking.js'
import { forgetOld, onlyTag, slot } from './store.js'
import { wrong } from './wrong.js'
import { mark, speakMany } from '../scripts/words.js'

const OTHER_KEYS = mark('The keys of this page are not the ones your link was made for. Do not answer. Show this to your union.')
const OVER = mark('This link is for another round. Use the link in your newest message, or a paper slip.')
const NO_LINK = mark('This is not a whole link. Copy all of it from your message: it ends in 43 letters, numbers, dashes and underlines.')
const FAILED = mark('Something went wrong here. Nothing has been lost. Try again in a minute.')
const STARTED = mark('You have started with your link already, so it cannot be given up. Go back, and answer with it.')
const UNSIGNED = mark('What the server sent is not a right to answer. Nothing has been sent. Show this to your union, and use a paper slip.')

// The right to answer that this page holds, once there is one: for the form of questions (ballot.js).
let held = null

export const LINK = {
  envelope: (_, ballot) => withCredential(held.credential, ballot),
  used: () => held.kept.wipe(),
  // What the questions' page is told: from the key document, not from whoever served the page.
  prepare (form) {
    const { document: keys, credential } = held
    const block = keys.blocks.find(({ code }) => code === credential.block)
    Object.assign(form.dataset, { key: keys.sealing_key, wave: keys.wave, block: credential.block })
    form.closest('main').querySelector('[data-group]').textContent = speakMany('%(name)s (%(num)s person)', '%(name)s (%(num)s people)', block.headcount, { name: block.names[window.document.documentElement.lang] || block.names.en })
  }
}

// Brings the page behind a link to life; `house` is what its own script lends.
export function begin (box, house) {
  const part = name => box.querySelector(`[data-part="${name}"]`)
  const only = (...names) => box.querySelectorAll('[data-part]').forEach(each => { each.hidden = !names.includes(each.dataset.part) })
  const summary = box.closest('main').querySelector('template#summary')
  forgetOld(box.dataset.wave)
  if (!box.dataset.wave) return // no round is open: there was only something to forget
  // Another link in the address of a page that stands is no new page to the browser.
  addEventListener('hashchange', () => { if (readLink(location.hash)) location.reload() })
  // Some mail filters run scripts that press every button. What no person pressed does nothing.
  let tapped = false
  box.addEventListener('click', event => { tapped = event.isTrusted })
  let link = inAddress() || goingOn(box.dataset.wave)
  only(link ? 'start' : 'paste')

  house.handle(part('paste'), () => {
    link = readLink(part('paste').elements.link.value)
    if (!link) return wrong(part('paste'), summary, { link: NO_LINK })
    only('start')
    part('start').querySelector('button').focus()
  })
  house.handle(part('start'), () => tapped && trying(part('start'), house, () => start(link, box.dataset.wave, house)))
  part('start').querySelector('[data-rather]').addEventListener('click', () => only('paper'))
  part('paper').querySelector('[data-not]').addEventListener('click', () => only('start'))
  house.handle(part('paper'), () => tapped && trying(part('paper'), house, async () => {
    const started = !link.secret || slot(box.dataset.wave, await tagOf(link.secret)).credential()
    if (started) throw { words: STARTED }
    await ask('/i/paper', { wave: box.dataset.wave, secret: toBase64url(link.secret) })
    only('given-up')
    part('given-up').focus()
  }))
}

// Does it, and says above the buttons what went wrong.
async function trying (form, house, action) {
  house.quiet(form)
  house.busy(form, true)
  try {
    await action()
  } catch (error) {
    house.say(form, error.words || (error.lost ? house.NO_SIGNAL : FAILED))
  } finally {
    house.busy(form, false)
  }
}

async function start (link, wave, house) {
  const document = await keyDocument(link.half)
  const kept = slot(document.wave, link.tag || await tagOf(link.secret))
  const credential = kept.credential() || await issue(link, document, kept)
  held = { document, credential, kept }
  history.replaceState(history.state, '', `/i${location.search}`) // the secret has done its work
  const page = new DOMParser().parseFromString(await ask(`/i/questions/${encodeURIComponent(wave)}${location.search}`), 'text/html')
  house.show({ main: page.querySelector('main'), title: page.title })
}

// The document that the link names, or none at all: whoever shows another one shows other keys.
async function keyDocument (half) {
  const bytes = await ask(`/i/keys/${toHex(half)}`, undefined, 'bytes').catch(error => { throw error.status === 404 ? { words: OVER } : error })
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  if (!equal(digest.slice(0, 16), half)) throw { words: OTHER_KEYS }
  return JSON.parse(new TextDecoder().decode(bytes))
}

// Blinds, has it signed, unblinds. What is sent is kept first: when its answer is lost, the same is sent again.
async function issue ({ secret, half }, { wave, blocks }, kept) {
  const asking = { wave, secret: toBase64url(secret) }
  const { block } = await ask('/i/group', asking)
  const { credential_key: key } = blocks.find(({ code }) => code === block) || {}
  if (!key) throw { words: OTHER_KEYS }
  const modulus = fromHex(key)
  const pending = kept.pending(block) || await blinding(modulus, block)
  kept.write({ half, pending })
  const { signature: signed } = await ask('/i/sign', { ...asking, blinded: toBase64url(pending.blinded) })
  const { prepared, inverse } = pending
  const signature = await finalize(modulus, prepared, fromBase64url(signed), inverse).catch(() => {
    kept.wipe() // this token is never used again: somebody may have tried to mark it
    throw { words: UNSIGNED }
  })
  const credential = { wave, block, prepared, signature }
  kept.write({ half, credential })
  return credential
}

async function blinding (modulus, block) {
  const prepared = prepare()
  return { block, prepared, ...await blind(modulus, prepared) }
}

// Somebody who has started, and whose phone has thrown the page away.
function goingOn (wave) {
  const tag = onlyTag(wave)
  return tag && { tag, half: slot(wave, tag).half() }
}

async function tagOf (secret) {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', secret)).slice(0, 8))
}

function inAddress () {
  const broken = location.pathname.slice('/i'.length)
  const link = readLink(location.hash || broken)
  if (broken) history.replaceState(history.state, '', `/i${location.search}`)
  return link
}

// 16 bytes of secret and 16 of the key document's hash, out of a whole link or its end, whatever a mail program put
// behind it (a full stop, a bracket); null when there are none.
function readLink (text) {
  const end = text.trim().replace(/%25/g, '%').replace(/^.*(#|%23)/, '').match(/^\/*([\w-]{43})(?![\w-])/)
  try {
    const bytes = fromBase64url(end[1])
    return { secret: bytes.slice(0, 16), half: bytes.slice(16) }
  } catch {
    return null
  }
}
