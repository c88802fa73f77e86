"""Two keys: what every round must promise at least, and who has to agree before it promises less."""
