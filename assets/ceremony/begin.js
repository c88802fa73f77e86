// The first screen: what this page is, whether it is used safely, and what to do.
import { bullets, button, buttons, details, h, inset, p, show } from './dom.js'
import { setUp } from './making.js'
import { askForBox } from './opening_screens.js'

export function begin () {
  const fromFile = location.protocol === 'file:'
  show('Keyholders’ page',
    p('The answers to a round are sealed. Nobody can read them until two of three keyholders come together and open them. This page makes the keys beforehand, and opens the answers afterwards.'),
    p('Everything happens on this computer. The page sends nothing to anybody: it has no way to.'),
    fromFile ? offline() : fromTheInternet(),
    h('h2.govuk-heading-m', 'What do you want to do?'),
    buttons(button('Make keys for coming rounds', setUp), button('Open a round that has closed', askForBox, 'secondary')),
    details('Who the three keyholders are',
      p('One from the union, one from the employer, and one outsider whom both trust. Any two of them can open a round; none can do it alone. So no side can read answers by itself, and one lost sheet loses nothing.')))
}

function offline () {
  const said = p()
  const say = () => {
    said.textContent = navigator.onLine
      ? 'You have opened the page from a file: good. This computer is still connected to a network. Switch off its wifi or pull its cable before you go on.'
      : 'You have opened the page from a file, and this computer is not connected to a network: good.'
  }
  say()
  for (const change of ['online', 'offline']) window.addEventListener(change, say)
  return inset(said)
}

function fromTheInternet () {
  return inset(
    p(h('strong', 'First save this page, and use the saved copy on a computer without a network.')),
    bullets(
      'Save this page to a USB stick with the link below.',
      'Compare its fingerprint with the one on the promise page (“Checking the keyholders’ page”), best on a second computer.',
      'Take the stick to a computer whose wifi is off, and open the file there.'
    ),
    p(h('a.govuk-link', { href: location.pathname, download: 'pulse-keyholders.html' }, 'Save this page to run it offline')))
}
