"""WHAT IS ASKED: items, their options, what they measure, and the library of them."""
