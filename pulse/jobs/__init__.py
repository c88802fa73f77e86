"""The work that runs outside a request: one file a job."""
