"""What comments say: redaction and themes. Pure; no tables."""
