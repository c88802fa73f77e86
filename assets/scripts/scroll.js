// Says at a table that is wider than its place that it can be moved: below its caption, or above it where that is hidden.
export function hintAtScrolling () {
  document.querySelectorAll('.pulse-scroll').forEach((region) => {
    const caption = region.querySelector('caption:not(.govuk-visually-hidden)')
    const hint = (caption || region.parentElement).querySelector('.pulse-scroll__hint') || written(region, caption)
    hint.hidden = region.scrollWidth <= region.clientWidth + 1
  })
}

function written (region, caption) {
  const hint = document.createElement('span')
  hint.className = 'pulse-scroll__hint'
  hint.setAttribute('aria-hidden', 'true') // a screen reader is told by the region
  hint.textContent = 'Move the table sideways to see all of it.'
  caption ? caption.append(hint) : region.before(hint)
  return hint
}
