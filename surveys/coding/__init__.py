"""How comment readers extend the code frame: saved versions, changes tried on released comments, what the frame misses."""
