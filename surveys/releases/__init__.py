"""The open shelf: immutable releases, their manifests, and how to read them."""
