// Warns some minutes before a log-in ends, and lets somebody stay without leaving a page they type on.
// After a log-out and a new log-in in another tab, the forms here get that log-in's secret, so nothing typed is lost.
const MINUTE = 60000
const NOTICE = 5 // minutes; with a short log-in, half of it
const SECRET = 'input[name=csrf_token]'
let timers = []

export function startStaying () {
  const box = document.querySelector('[data-stay]')
  if (!box) return
  const show = (now) => {
    box.hidden = now === ''
    for (const each of box.querySelectorAll('[data-when]')) each.hidden = each.dataset.when !== now
  }
  const wait = (minutes) => {
    timers.forEach(clearTimeout)
    show('')
    timers = [
      setTimeout(show, (minutes - Math.min(NOTICE, minutes / 2)) * MINUTE, 'soon'),
      setTimeout(show, minutes * MINUTE, 'over')
    ]
  }
  const stay = async () => {
    const reply = await fetch(box.dataset.stay).catch(() => 0)
    if (!reply) return // no connection: the box stays, and the button can be pressed again
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html')
    const again = page.querySelector('[data-stay]')
    if (!again) return show('over')
    for (const each of document.querySelectorAll(SECRET)) each.value = page.querySelector(SECRET).value
    wait(again.dataset.endsIn)
  }
  box.querySelector('button').onclick = stay
  // Back from another tab, perhaps from having stayed or logged in there.
  document.addEventListener('visibilitychange', () => document.hidden || box.hidden || stay())
  wait(box.dataset.endsIn)
}
