"""Where workers read what everybody said."""
