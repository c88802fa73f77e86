"""Backups: both databases as one file that holds no private key, and how an installation is made from one again (docs/backup.md)."""
