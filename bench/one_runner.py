"""A job runner for ``bench.killed_letters``: what ``flask jobs run`` does, without the check of a real server's settings."""

import json
import sys
import time

from pulse import create_app
from pulse.jobs import runner


def main() -> None:
    """Until it is killed."""
    app = create_app(json.loads(sys.argv[1]))
    with app.app_context():
        while True:
            for said in runner.tick(app.extensions["pulse"]):
                print(said, flush=True)
            time.sleep(0.1)


if __name__ == "__main__":
    main()
