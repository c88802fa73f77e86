"""Comments that describe who wrote them, and comments that do not. Our own."""

DESCRIBING = [
    "I am the only man in the team",
    "As the only Black woman on the floor I get asked to do every equality event",
    "being the longest serving worker here",
    "I\u2019m the only one who speaks Polish",
    "we are only two of us, I'm one of the three AMHPs",
    "nobody asked about my wheelchair when we moved",
    "THE OLDEST IN THE OFFICE AND IT SHOWS",
]
PLAIN = [
    "The only reason I stay is my team",
    "Only twenty minutes for lunch",
    "the only way to get a laptop is to shout",
    "I am one of many",
    "My manager is kind",
]
