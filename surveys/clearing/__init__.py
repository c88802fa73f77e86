"""Comments before their release, as stewards read and clear them."""
