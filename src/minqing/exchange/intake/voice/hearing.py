"""A program of the county's own writes down what it hears; a person checks it, word by word."""

import subprocess

from django.conf import settings

__all__ = ["heard_in"]

SECONDS = 60
MOST_HEARD = 2000


def heard_in(sound: bytes) -> str:
    """Return what the county's own program hears, for a person to check; nothing where there is none or it fails."""
    if not settings.VOICE_RECOGNISER:
        return ""
    try:
        done = subprocess.run(
            [settings.VOICE_RECOGNISER], input=sound, check=False, timeout=SECONDS, capture_output=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode(errors="replace").strip()[:MOST_HEARD] if done.returncode == 0 else ""
