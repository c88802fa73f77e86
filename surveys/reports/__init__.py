"""What releases say: trends, maps, themes. Reads the shelf alone."""
