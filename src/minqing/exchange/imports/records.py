"""What is handed out about lists of other hotlines: frozen, without tables behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .guessing import Guess
from .mappings import Reading

TITLES_NEEDED = ("reading", "mapping", "checking", "checked", "running", "finished", "cancelled", "failed")


@dataclass(frozen=True, slots=True)
class RunLine:
    """
    One list in the list of lists.

    :param state: ``reading``, ``mapping``, ``checking``, ``checked``, ``running``, ``finished``, ``cancelled`` or
        ``failed``.
    :param done: lines looked at in the present pass, of ``lines``.
    :param open_there: of those taken, how many were open there and now wait here.
    """

    id: str
    source: str
    file_name: str
    mapping_name: str
    state: str
    came_at: datetime
    size: int
    lines: int
    done: int
    taken: int
    open_there: int
    again: int
    changed: int
    refused: int
    failure: str = ""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    erased_at: datetime | None = None
    digest: str = ""
    has_refused: bool = False

    @property
    def is_working(self) -> bool:
        """Tell whether a pass runs now."""
        return self.state in {"reading", "checking", "running"}

    @property
    def share(self) -> int:
        """Return how much of the pass is done, in hundredths."""
        return 100 * self.done // self.lines if self.lines else 0


@dataclass(frozen=True, slots=True)
class Previewed:
    """One of the first lines as an office would read it, or why it would be refused."""

    number: str
    words: str = ""
    place: str = ""
    matter: str = ""
    came_at: datetime | None = None
    ended_at: datetime | None = None
    refused: Any = ""


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of theirs that nobody has translated, how many lines hold it, and ours that read alike (value, title)."""

    said: str
    count: int
    near: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class RunPage:
    """Everything about one list."""

    line: RunLine
    names: Sequence[str] = ()
    samples: Mapping[str, Sequence[str]] = field(default_factory=dict)
    guesses: Mapping[str, Guess] = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)
    unknown: Mapping[str, Sequence[UnknownWord]] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    told_reasons: Sequence[tuple[Any, int]] = ()
    preview: Sequence[Previewed] = ()
    moved: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class MappingLine:
    """A saved mapping."""

    name: str
    source: str
    changed_at: datetime
    columns: int
