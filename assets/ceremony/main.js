// The keyholders' page: makes a round's keys, tries them, and opens a closed round's box. It can send nothing to anybody:
// its own policy forbids every connection, and everything it needs is in this one file.
import { begin } from './begin.js'
import { p, show } from './dom.js'

if (window.crypto?.subtle && 'CompressionStream' in window) begin()
else {
  show('This browser cannot be used',
    p('Your browser lacks something that this page needs: the means to encrypt, or to compress.'),
    p('Use an up-to-date Chrome, Edge, Firefox or Safari. If you opened this page from the internet, check that its address begins with https. If you opened it from a file, try another browser.'))
}
