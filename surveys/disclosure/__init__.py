"""The control room: the only reader of raw answers and the only writer of releases."""
