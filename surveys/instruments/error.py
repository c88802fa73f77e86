"""InstrumentError: what is to be asked is not written as it must be."""

from surveys.errors import Refusal


class InstrumentError(Refusal):
    """Says where the mistake is (file and line, if in a file) and what to write instead."""
