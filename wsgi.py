"""Where gunicorn and `flask` find Pulse."""

from pulse import create_app
from pulse.config import Unsafe

try:
    app = create_app()
except Unsafe as refusal:
    raise SystemExit(str(refusal)) from None
