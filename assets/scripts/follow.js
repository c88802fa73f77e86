// Follow-up questions appear once their answer is chosen; "none of these" clears the others.
// One listener on the document, so it also serves pages swapped in by keep.js.
export function startFollowUps () {
  document.addEventListener('change', (event) => {
    exclude(event.target)
    showFollowUps()
  })
  addEventListener('pageshow', showFollowUps) // a browser may fill the answers in again late
  showFollowUps()
}

export function showFollowUps () {
  document.querySelectorAll('[data-follows]').forEach((box) => {
    const wanted = JSON.parse(box.dataset.when)
    const chosen = [...document.getElementsByName(box.dataset.follows)]
    box.hidden = !chosen.some((input) => input.checked && wanted.includes(input.value))
  })
}

function exclude (input) {
  if (input.type !== 'checkbox' || !input.checked) return
  const alone = input.hasAttribute('data-alone')
  document.getElementsByName(input.name).forEach((other) => {
    if (other !== input && (alone || other.hasAttribute('data-alone'))) other.checked = false
  })
}
