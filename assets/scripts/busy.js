// A form on its way: its buttons rest, and a second tap does nothing.
const sending = new WeakSet()

export function isBusy (form) {
  return sending.has(form)
}

export function busy (form, yes) {
  yes ? sending.add(form) : sending.delete(form)
  // aria-disabled, not disabled: a disabled button would lose the focus and its own value.
  for (const element of [form, ...form.querySelectorAll('button')]) {
    const name = element === form ? 'aria-busy' : 'aria-disabled'
    yes ? element.setAttribute(name, 'true') : element.removeAttribute(name)
  }
}
