"""Where stewards clear, read and export comments."""
