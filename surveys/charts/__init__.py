"""Charts: released figures as SVG, by pure functions."""
