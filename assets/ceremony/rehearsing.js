// The rehearsal: a test envelope is sealed to a key as a worker's browser would, and two sheets open it.
import { pack } from '../ballot/pack.js'
import { infoOf, seal } from '../ballot/seal.js'
import { openWith } from '../ballot/unseal.js'
import { button, buttons, p, problem, problems, show } from './dom.js'
import { HOLDERS, NoFit, together } from './keys.js'
import { askForShare } from './share_entry.js'
import { unpack } from './unpack.js'

const WAVE = 'rehearsal'
const SAID = 'We can be opened.'

// Calls then with the names of the two holders whose sheets have opened it.
export async function rehearse ({ keys }, { then, back }) {
  const key = keys[keys.length - 1] // at the end of the sheet, where a printer gives out
  const sealed = await seal(key.publicKey, WAVE, WAVE, pack({ test: SAID }, []))
  const first = () => askForShare({
    heading: 'Rehearsal: the first keyholder', key, which: 'first', taken: null, then: second, back, rehearsal: true
  })
  const second = one => askForShare({
    heading: 'Rehearsal: the second keyholder', key, which: 'second', taken: one, back: first, rehearsal: true, then: other => open(one, other)
  })
  const open = async (one, other) => {
    try {
      const privateKey = await together(one, other, key.publicKey)
      const { answers } = unpack(await openWith(privateKey, infoOf(WAVE, WAVE), new Uint8Array(0), sealed))
      if (answers.test !== SAID) throw new NoFit('The test envelope holds something else than what was sealed.')
      then([one, other].map(share => HOLDERS[share.holder - 1].name))
    } catch (error) {
      if (!(error instanceof NoFit)) throw error
      show('The test envelope was not opened', problems(),
        p('Nothing is lost: no round uses these keys yet. If it happens again, begin this ceremony again: close the page, open it anew, and destroy the sheets made today.'),
        buttons(button('Give the two shares again', first), button('Back', back, 'secondary')))
      problem(error.message)
    }
  }
  first()
}
