// What every page, loaded or swapped in, needs to come alive.
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { CommentCount } from './count.js'
import { showFollowUps } from './follow.js'
import { takeBallots } from './sealing.js'

export function start (scope) {
  each(scope, 'govuk-character-count', CommentCount)
  each(scope, 'govuk-error-summary', ErrorSummary)
  scope.querySelectorAll('input[name=script]').forEach((input) => { input.value = '1' })
  showFollowUps()
  takeBallots(scope)
}

export function each (scope, name, Component) {
  scope.querySelectorAll(`[data-module="${name}"]`).forEach((element) => {
    try {
      return new Component(element)
    } catch (error) {
      console.error(error) // one broken part must not stop the others
    }
  })
}
