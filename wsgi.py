"""Where gunicorn and `flask` find Pulse."""

from pulse import create_app

app = create_app()
