"""Pages that are the same for everybody: the front door, the promise, how numbers are protected."""
