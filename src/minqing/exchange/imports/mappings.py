"""A mapping: which column of a list is which field, and what the list's words mean here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from minqing.kernel.errors import Refused

from .fields import FIELDS, NEEDED, TRANSLATED

__all__ = ["ColumnsMissing", "Reading"]

MOST_VALUES = 5_000


class ColumnsMissing(Refused):
    """The mapping does not say enough, or the file lacks a column that it names."""


@dataclass(frozen=True, slots=True)
class Reading:
    """
    How a list is read.

    :param columns: our field → the column's name.
    :param values: translated field → their word → ours (a matter's number, a path, a code); empty for "leave it out".
    :param place: where a line is filed whose place is not found; empty refuses such a line.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    place: str = ""

    def packed(self) -> str:
        """Write it as text."""
        return json.dumps({"columns": self.columns, "values": self.values, "place": self.place}, ensure_ascii=False)

    @classmethod
    def of(cls, text: str) -> "Reading":
        """Read it back; an empty text says nothing."""
        held = json.loads(text) if text else {}
        return cls(held.get("columns", {}), held.get("values", {}), held.get("place", ""))

    def meaning(self, key: str, said: str) -> str | None:
        """Return what a word of theirs means here; None where nobody has said so."""
        return self.values.get(key, {}).get(said)

    def refuse_unless_whole(self, names: Any) -> None:
        """
        Refuse a reading that lacks what is needed, or whose columns the file has not.

        :raises ColumnsMissing: the message names what is missing.
        """
        titles = {one.key: str(one.title) for one in FIELDS}
        missing = [titles[key] for key in NEEDED if not self.columns.get(key)]
        if missing:
            raise ColumnsMissing(_("Please say which column holds: %(names)s.") % {"names": "、".join(missing)})
        lost = [column for column in self.columns.values() if column and column not in names]
        if lost:
            raise ColumnsMissing(_("The file has no column called: %(names)s.") % {"names": "、".join(lost)})
        if self.columns.get("state") and not self.columns.get("ended_at"):
            raise ColumnsMissing(_("Please say which column holds: %(names)s.") % {"names": titles["ended_at"]})
        if not (self.place or self.columns.get("village") or self.columns.get("town")):
            raise ColumnsMissing(_("Please name the column of the place, or the place where all of it is filed."))

    def with_values(self, more: Mapping[str, Mapping[str, str]]) -> "Reading":
        """Return it with more words translated; what is said anew takes the place of what was said."""
        values = {key: {**self.values.get(key, {}), **more.get(key, {})} for key in TRANSLATED}
        if sum(map(len, values.values())) > MOST_VALUES:
            raise Refused(_("These are too many words to translate one by one."))
        return Reading(self.columns, {key: held for key, held in values.items() if held}, self.place)
