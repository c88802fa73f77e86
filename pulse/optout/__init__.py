"""The way out: whoever wants no letters about the survey says so with one tap, and takes it back with another."""
