"""The rules, who holds the keys to them, and what is proposed: for staff; everybody reads the outcome on /promise."""
