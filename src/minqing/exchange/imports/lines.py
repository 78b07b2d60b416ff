"""One line of a list put into our words, or why it cannot be."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from minqing.cases.records import EndedThere, Filing, ImportedRequest
from minqing.kernel.errors import Refused
from minqing.vault.phones import normalise_phone

from .mappings import Reading
from .moments import moment
from .values import Translator

__all__ = ["REASONS", "LineReader", "LineRefused", "ReadLine"]

REASONS: Mapping[str, Any] = {
    "number": _("Their number is missing or longer than sixty characters."),
    "rounded": _(
        "A spreadsheet has rounded their number or the telephone. Save that column as text, and send the line again."
    ),
    "unreadable": _("Some characters are damaged. Save the file anew as UTF-8 or GB18030."),
    "words": _("There are no words of the request."),
    "came_at": _("When it came in there is missing, or cannot be read as a day and time."),
    "ended_at": _("It has ended there, but when is missing or cannot be read as a day and time."),
    "place": _("The place is not known here. Translate it, or name a place where such lines are filed."),
    "state": _("Whether it is open or ended there is not known. Translate the word."),
    "phone": _("The telephone is none."),
    "twice": _("The same number stands in this file before; the first line holds."),
    "other": _("It was refused when it was taken in."),
}
"""Why a line is left out; what the request door itself refuses says so in its own words."""

_ROUNDED = re.compile(r"^\d(?:\.\d+)?[Ee]\+\d+$")
_BETWEEN = re.compile(r"[;；,，、/\s]+")
MOST_WHERE = 300


class LineRefused(Refused):
    """A line cannot be read; ``code`` is one of the reasons."""

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason])
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line that was read: their number, the request, and a keyed mark of everything that was read."""

    number: str
    came: ImportedRequest
    digest: str
    stands: str


@dataclass(slots=True)
class LineReader:
    """Reads lines of one list by one reading."""

    source: str
    names: Sequence[str]
    reading: Reading
    translator: Translator
    _at: dict[str, int] | None = None

    def read(self, cells: Sequence[str]) -> ReadLine:
        """
        Put a line into our words.

        :raises LineRefused: if it cannot be.
        """
        said = self._said(cells)
        if any("\ufffd" in cell for cell in said.values()):
            raise LineRefused("unreadable")
        number = self._number(said)
        came = ImportedRequest(
            self._filing(said, number), _moment(said, "came_at"), self._ended(said), _said_there(said)
        )
        whole = "\x1f".join(f"{key}={said[key]}" for key in sorted(said))
        return ReadLine(number, came, salted_hmac("minqing.imports", whole).hexdigest(), _stands(said))

    def number_of(self, cells: Sequence[str]) -> str:
        """Return a line's number there, whether or not the line can be read."""
        return self._said(cells)["number"][:60]

    def _said(self, cells: Sequence[str]) -> dict[str, str]:
        if self._at is None:
            places = {name: at for at, name in enumerate(self.names)}
            self._at = {key: places[column] for key, column in self.reading.columns.items() if column in places}
        held = {key: cells[at].strip() if at < len(cells) else "" for key, at in self._at.items()}
        return {"number": "", **held}

    def _number(self, said: Mapping[str, str]) -> str:
        number = said["number"]
        if _ROUNDED.match(number) or _ROUNDED.match(said.get("phone", "")):
            raise LineRefused("rounded")
        if not 0 < len(number) <= 60:
            raise LineRefused("number")
        return number

    def _filing(self, said: Mapping[str, str], number: str) -> Filing:
        words, title = said.get("words", ""), said.get("title", "")
        if title and title not in words:
            words = f"{title}\n{words}".strip()
        if not words:
            raise LineRefused("words")
        place, known = self._place(said)
        where = " ".join(
            dict.fromkeys(
                part
                for part in (*([] if known else [said.get("town"), said.get("village")]), said.get("where"))
                if part
            )
        )
        if len(where) > MOST_WHERE:
            words, where = f"{where}\n{words}", where[:MOST_WHERE]
        return Filing(
            words=words,
            where_words=where,
            place_path=place,
            channel="import",
            submission_token=f"import:{self.source}:{number}",
            name=said.get("name", ""),
            phone=(phone := _phone(said.get("phone", ""))),
            may_call=bool(phone),
            matter_number=self.translator.matter(said.get("matter", ""), said.get("matter_above", "")),
            on_behalf=True,
        )

    def _place(self, said: Mapping[str, str]) -> tuple[str, bool]:
        found = self.translator.place(said.get("town", ""), said.get("village", ""))
        if not found and not self.reading.place:
            raise LineRefused("place")
        return found or self.reading.place, bool(found)

    def _ended(self, said: Mapping[str, str]) -> EndedThere | None:
        if not self._has_ended(said):
            return None
        named = said.get("unit", "")
        return EndedThere(
            at=_moment(said, "ended_at"),
            outcome=self.translator.outcome(said.get("outcome", "")),
            answer=said.get("answer", ""),
            unit_path=self.translator.unit(named),
            unit_name=named[:80],
            solved=self.translator.solved(said.get("solved", "")),
        )

    def _has_ended(self, said: Mapping[str, str]) -> bool:
        word = said.get("state", "")
        if not word:
            return bool(said.get("ended_at"))
        state = self.translator.state(word)
        if state is None:
            raise LineRefused("state")
        return state == "ended"


def _moment(said: Mapping[str, str], key: str) -> datetime:
    found = moment(said.get(key, ""))
    if found is None:
        raise LineRefused(key)
    return found


def _phone(said: str) -> str:
    """Return the first telephone of a cell; a list may hold several."""
    if not said:
        return ""
    for one in (said, *_BETWEEN.split(said)):
        try:
            number = normalise_phone(one)
        except Refused:
            continue
        if number:
            return one if one == said else number
    raise LineRefused("phone")


def _said_there(said: Mapping[str, str]) -> str:
    """Say for whoever takes it in which unit had it there; what ended there carries its unit itself."""
    return "；".join(part for part in (said.get("unit", ""), said.get("outcome", "")) if part)


def _stands(said: Mapping[str, str]) -> str:
    """Say in the list's own words where a line stands now, for a note when it has moved."""
    return "；".join(said[key] for key in ("state", "ended_at", "unit", "outcome", "solved", "answer") if said.get(key))
