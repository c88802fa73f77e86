// A slip's QR code opens /answer#CODE: the code goes into its field and out of the address bar.
export function fillCode () {
  const code = location.hash.slice(1)
  const field = document.querySelector('input[data-code]')
  if (!field || !code || document.getElementById(code)) return
  field.value = decode(code)
  history.replaceState(null, '', location.pathname + location.search)
}

function decode (text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
