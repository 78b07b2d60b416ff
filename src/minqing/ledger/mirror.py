"""
Seals outside the database: each is written to a file that only grows, as a line that can be printed or sent away.

Whoever can rewrite the database can make facts, leaves and seals agree with one another again; they cannot make them
agree with a file that they do not reach.

:source: ADR 0047; guardrail G24.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from minqing.kernel.append_file import append_lines, lines_of
from minqing.kernel.times import SHANGHAI

from .models import Seal

__all__ = ["Comparison", "MirrorDiffers", "compare", "mirror_file", "mirror_seals", "mirrored_lines", "note_restore"]

SEAL = re.compile(r"^seal (\d+) day (\S+) facts (\d+) root ([0-9a-f]{64})$")
RESTORED = re.compile(r"^restored (\S+) to seal (\d+)$")


class MirrorDiffers(RuntimeError):
    """A seal of the database is not the one that was written outside; nothing is added before somebody has looked."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    What came of comparing the database's seals with those outside.

    :param kept: how many seals stand outside, restores counted.
    :param waiting: how many of the newest seals are not written outside yet.
    :param restores: when backups were restored, as written.
    :param why: what differs; empty when nothing does.
    """

    kept: int
    waiting: int
    restores: tuple[str, ...] = ()
    why: str = ""


def mirror_file() -> Path:
    """Say where the seals stand outside the database."""
    return Path(settings.SEALS_DIR) / "seals.txt"


def _line(seal: Seal) -> str:
    return f"seal {seal.number} day {seal.day.isoformat()} facts {seal.through} root {seal.root}"


def _read() -> tuple[dict[int, str], tuple[str, ...]]:
    """Return the line of each seal by number, and the restores. A restore takes back the seals after its own."""
    kept: dict[int, str] = {}
    restores = []
    for line in lines_of(mirror_file()):
        if seal := SEAL.match(line):
            kept.setdefault(int(seal[1]), line)
        elif restored := RESTORED.match(line):
            restores.append(f"{restored[1]} (seal {restored[2]})")
            kept = {number: held for number, held in kept.items() if number <= int(restored[2])}
    return kept, tuple(restores)


def _difference(kept: dict[int, str], seals: dict[int, str]) -> str:
    last = max(kept, default=0)
    for number in sorted({*kept, *(held for held in seals if held <= last)}):
        if kept.get(number) != seals.get(number):
            outside, inside = kept.get(number, _("missing")), seals.get(number, _("missing"))
            said = _("seal %(seal)s: outside the database “%(outside)s”, in it “%(inside)s”")
            return said % {"seal": number, "outside": outside, "inside": inside}
    return ""


def _seals() -> dict[int, str]:
    return {seal.number: _line(seal) for seal in Seal.objects.order_by("number").defer("frontier")}


def compare() -> Comparison:
    """Compare every seal of the database with the one that was written outside."""
    kept, restores = _read()
    seals = _seals()
    waiting = sum(1 for number in seals if number > max(kept, default=0))
    return Comparison(len(kept), waiting, restores, _difference(kept, seals))


def mirror_seals() -> list[str]:
    """
    Write outside what is not there yet. Repeating it writes nothing.

    :return: the lines that were added.
    :raises MirrorDiffers: if an earlier seal differs; nothing is written then.
    """
    kept, _restores = _read()
    seals = _seals()
    if why := _difference(kept, seals):
        raise MirrorDiffers(why)
    new = [line for number, line in seals.items() if number not in kept]
    append_lines(mirror_file(), new)
    return new


def mirrored_lines() -> list[str]:
    """Return what stands outside as it was written, oldest first: seals, and backups put back."""
    return lines_of(mirror_file())


def note_restore(at: datetime) -> None:
    """
    Write outside that a backup was put back, so that the seals made after it are not missed.

    :raises MirrorDiffers: if the backup's own seals are not those that were written outside.
    """
    kept, _restores = _read()
    seals = _seals()
    last = max(seals, default=0)
    if why := _difference({number: line for number, line in kept.items() if number <= last}, seals):
        raise MirrorDiffers(why)
    append_lines(mirror_file(), [f"restored {at.astimezone(SHANGHAI).isoformat(timespec='seconds')} to seal {last}"])
