// The script of a worker's page. It stores nothing and reports nothing; every page works without it.
import './start.js'
import { ExitThisPage } from 'govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.mjs'
import { fillCode } from './code.js'
import { openForPaper, openWhatIsLinked } from './fold.js'
import { startFollowUps } from './follow.js'
import { startKeeping } from './keep.js'
import { startLanguages } from './language.js'
import { each, start } from './page.js'
import { hintAtScrolling } from './scroll.js'
import { forgetOnExit, startSteps } from './steps.js'

each(document, 'govuk-exit-this-page', ExitThisPage)
startFollowUps()
startKeeping()
startSteps()
startLanguages()
forgetOnExit()
start(document)
fillCode()
addEventListener('hashchange', fillCode)
openWhatIsLinked()
addEventListener('hashchange', openWhatIsLinked)
openForPaper()
hintAtScrolling()
addEventListener('resize', hintAtScrolling)
addEventListener('toggle', hintAtScrolling, true)
