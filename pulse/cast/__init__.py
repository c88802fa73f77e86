"""Where a sealed ballot is handed in: the door that needs no key, no session and no page."""
