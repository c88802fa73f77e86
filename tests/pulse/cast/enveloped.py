"""An envelope as a browser hands it in."""

from sqlalchemy.orm import Session

from surveys.credentials import keys
from surveys.responses import envelope, packing, seal
from surveys.responses.envelope import Envelope
from tests.pulse.respond.open_round import BLOCK, Open


def enveloped(ballot: Session, asked: Open, code: str, answer: str = "disagree") -> bytes:
    """What a browser hands in for a slip."""
    key = keys.find(ballot, asked.wave).keys.sealing_key
    packed = packing.pack({"caseload_safe": answer}, [])
    return envelope.write(Envelope(code, seal.seal(key, asked.wave, BLOCK, packed)))
