// The switch to the other language, where something has been typed: the page comes anew in that language, and what was
// typed is put into it here. Nothing of it is sent anywhere. On any other page the switch is a link like others.
import { OFFLINE, ask, say } from './keep.js'
import { sealed } from './sealing.js'
import { exchange } from './steps.js'

export function startLanguages () {
  document.addEventListener('click', (event) => {
    const control = event.target.closest('[data-language]')
    if (!control) return
    const at = sealed()
    const here = document.querySelector('main [data-here]')
    const { language } = control.dataset
    if (here) {
      event.preventDefault()
      location = here.dataset.here + question(language)
    } else if (at) {
      event.preventDefault()
      change(language, at)
    } else if (control.href) {
      const code = document.querySelector('input[data-code]')
      control.hash = location.hash || (code ? code.value : '')
    }
  })
}

// The form of questions, what its author covers, whether it came by a link.
async function change (language, { form, choices, byLink }) {
  const main = document.querySelector('main')
  const shown = main.querySelector('form')
  const page = await fetched(language, form, byLink)
  if (!page) return shown && say(shown, OFFLINE)
  const fresh = page.querySelector('form[data-ballot]')
  fill(fresh, form)
  const thanks = page.querySelector('template#thanks')
  if (!shown) return exchange(page, made(page, thanks), thanks.dataset.title)
  const onQuestions = main.contains(form)
  exchange(page, page.querySelector('main'), page.title)
  const ready = sealed(fresh, choices)
  if (!onQuestions) (await ready)()
}

async function fetched (language, form, byLink) {
  const code = form.elements.code.value
  const asked = code || !byLink
    ? ask(`/answer${question(language)}`, new URLSearchParams({ code, script: '1' }))
    : ask(`/i/questions/${encodeURIComponent(form.dataset.wave)}${question(language)}`)
  const reply = await asked.catch(() => null)
  const page = reply && new DOMParser().parseFromString(reply.text, 'text/html')
  return page && page.querySelector('form[data-ballot]') ? page : null
}

export function question (language) {
  return language === 'en' ? '' : `?lang=${language}`
}

function made (page, template) {
  const main = page.querySelector('main').cloneNode(false)
  main.append(template.content.cloneNode(true))
  return main
}

// What was chosen and written, field by field.
function fill (fresh, form) {
  for (const field of form.elements) {
    if (!field.name) continue
    if (field.type === 'radio' || field.type === 'checkbox') {
      const same = [...fresh.elements].find(({ name, value }) => name === field.name && value === field.value)
      if (same) same.checked = field.checked
    } else if (fresh.elements[field.name] && 'value' in field) {
      fresh.elements[field.name].value = field.value
    }
  }
}
