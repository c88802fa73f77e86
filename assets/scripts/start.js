// Tells the style sheet that scripts run here. Imported first, before any component starts.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')
