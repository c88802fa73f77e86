"""What releases carry away: files made from the shelf alone."""
