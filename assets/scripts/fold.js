// What is folded opens for a link into it and for paper, in browsers that do not do so by themselves.
export function openWhatIsLinked () {
  const wanted = document.getElementById(location.hash.slice(1))
  if (!wanted || !around(wanted)) return
  for (let fold = around(wanted); fold; fold = around(fold.parentElement)) fold.open = true
  wanted.scrollIntoView()
}

export function openForPaper () {
  const folded = () => document.querySelectorAll('details:not([open])')
  let opened = []
  addEventListener('beforeprint', () => {
    opened = [...folded()].filter((fold) => !fold.closest('.pulse-figure, .pulse-screen'))
    opened.forEach((fold) => { fold.open = true })
  })
  addEventListener('afterprint', () => opened.forEach((fold) => { fold.open = false }))
}

function around (element) {
  return element && element.closest('details')
}
