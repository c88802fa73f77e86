"""Where a director reads the releases."""
