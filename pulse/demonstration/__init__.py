"""A made-up council: its people, its six past rounds and the one that is open. Nothing in it is true."""
