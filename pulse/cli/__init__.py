"""The command line: `flask …`, a file a noun. What is heavy is imported inside the command that needs it."""
