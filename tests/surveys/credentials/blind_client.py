"""The browser's part, by its old name here."""

from surveys.credentials.blinding import blind_message, encode, finalize, prepare, unblind

__all__ = ["blind_message", "encode", "finalize", "prepare", "unblind"]
