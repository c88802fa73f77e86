// A page of this form's own: a <main> made from its template, and the title that goes with it.
export function page (template) {
  const main = document.querySelector('main').cloneNode(false)
  main.append(template.content.cloneNode(true))
  return { main, title: template.dataset.title }
}

export function element (name, classes, content) {
  const made = document.createElement(name)
  if (classes) made.className = classes
  if (content) made.append(content)
  return made
}
