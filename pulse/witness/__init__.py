"""The witness's pages: what a union representative or PSW vouches for before a round opens, and can recount after it."""
