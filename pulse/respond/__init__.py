"""Where a worker answers."""
