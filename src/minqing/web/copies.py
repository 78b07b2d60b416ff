"""What the office shows and prints is a copy that says whose it is: faintly in the picture, unseen in the words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from minqing.kernel.access import Actor
from minqing.kernel.ids import grouped
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger.marks import mark_of, unseen

__all__ = ["Copy", "carry", "copy_of"]

STOPS = ("。", "\n", "；", ". ")
MOST = 12


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: its number, and who holds it."""

    code: str
    holder: str
    hidden: str

    @property
    def words(self) -> str:
        """Say it in one line, for paper and files."""
        return _("Copy %(code)s for %(holder)s") % {"code": self.code, "holder": self.holder}


def copy_of(kind: str, subject: Ref, *, actor: Actor, at: datetime) -> Copy:
    """
    Number the copy of what one post is shown.

    :param kind: the fact that records the showing, such as ``case.read``.
    """
    mark = mark_of(kind, subject=subject, actor=actor.ref, day=day_of(at))
    return Copy(code=grouped(mark), holder=actor.label, hidden=unseen(mark))


def carry(shown: SafeString | str, hidden: str) -> SafeString:
    """
    Lay the unseen mark behind each sentence, at most twelve times and always at the end.

    :param shown: escaped text; the signs between sentences stand in no tag.
    """
    left = MOST
    for stop in STOPS:
        pieces = shown.split(stop, left)
        left -= len(pieces) - 1
        shown = (stop + hidden).join(pieces)
    return mark_safe(shown + hidden)  # noqa: S308 escaped before, only unseen signs are added
