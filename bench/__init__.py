"""What is measured, and what is proved on real input. README.md lists it."""
