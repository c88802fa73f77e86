"""What sets Pulse up on a machine and starts it there. Standard library only."""
