"""The right to answer once."""
