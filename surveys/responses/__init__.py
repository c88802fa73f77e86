"""The sealed box: from the cast to the shredding of a wave's answers."""
