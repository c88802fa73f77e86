// The script of staff pages: the worker's, and the larger components.
import './worker.js'
import { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs'
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs'
import { Tabs } from 'govuk-frontend/dist/govuk/components/tabs/tabs.mjs'
import { each } from './page.js'
import { startStaying } from './stay.js'

each(document, 'govuk-password-input', PasswordInput)
each(document, 'govuk-tabs', Tabs)
each(document, 'govuk-service-navigation', ServiceNavigation)
startStaying()
