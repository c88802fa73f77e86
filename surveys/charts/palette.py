"""Colours and letters of charts: told apart by the colour-blind, and in black and white."""

INK = "#1b2a2e"
QUIET = "#4b5a5f"
GRID = "#d5dde0"
LINE = "#0f4c5c"
BAND = "#b9d6dc"
#: the line of another group to compare with
BESIDE = "#6b4a1f"
PAPER = "#ffffff"
HATCH = "#7d8b90"
STRIPE = "#b5c1c5"

#: From the lowest answer to the highest: dark orange, pale, grey, pale, dark blue.
LIKERT = ("#a8480f", "#efb27c", "#e3e3e3", "#8fc1cf", "#0f5a70")

#: The colour of a number that stands on the one above.
ON_LIKERT = (PAPER, INK, INK, INK, PAPER)

FONT = "system-ui, 'Segoe UI', Roboto, 'Source Sans 3', 'DejaVu Sans', Arial, sans-serif"

#: Drawing units. A narrow chart is 360 wide: on a phone of 360 pixels (330 inside its margins)
#: these are 12.8 and 12.1 pixels.
TEXT = 14.0
SMALL = 13.2

NARROW = 360
WIDE = 720
