"""Gathering what is wrong with a definition while it is read, so that everything is said at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from .faults import Fault
from .reading import Said


@dataclass(slots=True)
class Complaints:
    """What was found so far."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, said: Said, words: str, where: str = "") -> None:
        """Say that something is wrong with an entry."""
        self.faults.append(Fault(said.line, words, where))

    def warn(self, said: Said, words: str, where: str = "") -> None:
        """Say what is worth knowing of an entry."""
        self.faults.append(Fault(said.line, words, where, grave=False))

    @property
    def are_grave(self) -> bool:
        """Tell whether the measure cannot be published like this."""
        return any(fault.grave for fault in self.faults)

    def unknown(self, said: Said, allowed: Iterable[str], where: str = "") -> None:
        """Say of each entry of a mapping that does not belong there which one was meant."""
        allowed = tuple(allowed)
        for name, entry in said.entries.items():
            if name not in allowed:
                words = _("“%(name)s” does not belong here. %(hint)s") % {"name": name, "hint": hint(name, allowed)}
                self.add(entry, words, where or name)

    def mapping(self, said: Said | None, name: str, where: str) -> None:
        """Say of an entry that is there and holds no names with values that it has to."""
        if said is not None and said.value not in (None, {}) and not said.entries:
            words = _("Write below “%(name)s” one “name: value” a line.")
            self.add(said, words % {"name": name}, where)


def hint(name: str, allowed: Iterable[str]) -> str:
    """Say which name was meant, or which there are."""
    allowed = tuple(allowed)
    near = get_close_matches(name, allowed, n=1)
    if near:
        return _("Did you mean “%(name)s”?") % {"name": near[0]}
    return _("There are: %(names)s.") % {"names": listed(allowed)} if allowed else _("There are none.")


def listed(names: Iterable[Any], most: int = 12) -> str:
    """Write names one after the other; of many the first."""
    found = [str(name) for name in names]
    return _(", ").join(found[:most]) + ("…" if len(found) > most else "")
