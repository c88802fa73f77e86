"""Where staff log in and out."""
