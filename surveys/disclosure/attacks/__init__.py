"""The attacks, a file each: what somebody with a finished release can work out. Nothing here knows what built it."""
