"""``python -m desktop_app``: the command ``lumbar-pathway`` without installing it."""

import sys

from desktop_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
