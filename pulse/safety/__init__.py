"""What a process refuses to start with: settings, of our own and of what it stands on, that would break the promise."""
