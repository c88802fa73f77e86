"""What whoever runs the machine sees of the work here: counts and lines of staff rooms and jobs, never of a worker (docs/decisions/019)."""
