"""The system's Chromium: where it is and how it starts. ``python -m tests.browser.chromium`` fails where none is."""

import os
import shutil
import sys
from pathlib import Path

__all__ = ["FLAGS", "program"]

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def program() -> str | None:
    """
    Find the browser: the one that ``CHROMIUM`` names, else the system's.

    :return: the program's path, None where there is none.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    found = [path for path in map(shutil.which, NAMES) if path] + [path for path in PLACES if Path(path).exists()]
    return found[0] if found else None


if __name__ == "__main__":
    sys.exit(program() is None)
