"""The matter catalogue as pages, the API and other doors read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

DATATYPES: Final[dict[str, Any]] = {
    "string": _("A few words"),
    "number": _("A number"),
    "datetime": _("A day and time"),
    "text": _("Several lines"),
    "singlevaluelist": _("One of a list"),
    "multivaluelist": _("Several of a list"),
}
"""Kinds of extra question, by the words of Open311 GeoReport v2."""
LISTS: Final = frozenset({"singlevaluelist", "multivaluelist"})


@dataclass(frozen=True, slots=True)
class MatterQuestion:
    """
    One extra question of a matter.

    :param datatype: ``string``, ``number``, ``datetime``, ``text``, ``singlevaluelist`` or ``multivaluelist``.
    :param order: its place among the matter's questions, from 1, unique.
    :param choices: for lists (key, name), in order; otherwise empty.
    """

    code: str
    label: str
    datatype: str
    required: bool
    order: int
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""

    @property
    def field(self) -> str:
        """Return the name of its input in a form."""
        return f"answer_{self.code}"


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What a request answers to one extra question: ``text`` as it is read, masked; ``value`` as it was sent."""

    code: str
    label: str
    datatype: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class DutyItem:
    """One item of the duty list with its legal source."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The one piece of evidence that a matter asks for, what it is for, and whether it must be brought."""

    name: str
    why: str
    needed: bool


@dataclass(frozen=True, slots=True)
class MatterCard:
    """
    One matter with everything that belongs to it.

    :param group: the class; ``subclass`` is empty where the matter lies right under it.
    :param unit_name: the unit that the county's own row of routing names; empty where none does.
    :param rule_id: that row's rule of time.
    :param successor: the matter that follows it (number, name); None where none does.
    :param open_requests: as far as the reader may see them.
    """

    number: int
    code: str
    name: str
    group: str
    subclass: str
    keywords: tuple[str, ...]
    retired: bool
    unit_path: str
    unit_name: str
    rule_id: str
    duties: tuple[DutyItem, ...]
    evidence: str
    evidence_needed: bool
    evidence_why: str
    not_of_grid: bool
    questions: tuple[MatterQuestion, ...]
    successor: tuple[int, str] | None
    open_requests: int


@dataclass(frozen=True, slots=True)
class TreeLeaf:
    """One matter in the tree, with how many open requests the reader may see and whether a unit is set for it."""

    number: int
    code: str
    name: str
    open_requests: int
    has_unit: bool
    asks: int = 0
    not_of_grid: bool = False


@dataclass(frozen=True, slots=True)
class TreeBranch:
    """A subclass with its matters."""

    code: str
    name: str
    open_requests: int
    leaves: tuple[TreeLeaf, ...]


@dataclass(frozen=True, slots=True)
class TreeClass:
    """A class with its subclasses, and the matters right below it."""

    code: str
    name: str
    open_requests: int
    branches: tuple[TreeBranch, ...]
    leaves: tuple[TreeLeaf, ...]

    @property
    def matters(self) -> int:
        """How many matters lie below it."""
        return len(self.leaves) + sum(len(branch.leaves) for branch in self.branches)


@dataclass(frozen=True, slots=True)
class TreeChange:
    """
    One difference between two trees.

    :param what: ``added``, ``renamed``, ``moved``, ``retired``, ``back`` or ``terms``.
    :param level: 1 for a class, 2 for a subclass, 3 for a matter.
    :param before: its name or place before; ``after`` the same afterwards. Either may be empty.
    """

    what: str
    level: int
    code: str
    name: str
    before: str = ""
    after: str = ""

    @property
    def title(self) -> Any:
        """Say in a word what becomes of it."""
        return CHANGES[self.what]


CHANGES: Final[dict[str, Any]] = {
    "added": _("New"),
    "renamed": _("Renamed"),
    "moved": _("Moved"),
    "retired": _("Retired"),
    "back": _("In use again"),
    "terms": _("Other terms"),
}


@dataclass(frozen=True, slots=True)
class Stranded:
    """A matter that would be retired, or was, while open requests or rows of routing still name it."""

    number: int
    code: str
    name: str
    requests: int
    rows: int


@dataclass(frozen=True, slots=True)
class TreeReport:
    """
    What a file of matters would do, or did.

    :param stranded: matters retired without a successor that open requests or routing still name.
    :param refusals: lines with what is wrong; while there is one, nothing is published.
    :param version: the number it was published under; 0 for a trial, or where nothing was to be changed.
    :param blocked: why it is not published though each line is right; empty otherwise.
    """

    classes: int
    subclasses: int
    matters: int
    kept: int
    changes: tuple[TreeChange, ...]
    stranded: tuple[Stranded, ...]
    refusals: tuple[Any, ...]
    version: int = 0
    blocked: Any = ""

    def count(self, what: str) -> int:
        """Return how many matters (level 3) change in one way."""
        return sum(change.what == what and change.level == 3 for change in self.changes)

    @property
    def counted(self) -> tuple[tuple[Any, int], ...]:
        """Return (word, how many matters) for each way of changing that occurs."""
        found = ((title, self.count(what)) for what, title in CHANGES.items())
        return tuple((title, count) for title, count in found if count)


@dataclass(frozen=True, slots=True)
class TreeVersionView:
    """One published tree."""

    number: int
    published_at: datetime
    by: str
    classes: int
    subclasses: int
    matters: int
    added: int
    renamed: int
    moved: int
    retired: int
    changes: tuple[TreeChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Succession:
    """A retired matter and what follows it; ``after_number`` None while nothing does."""

    number: int
    code: str
    name: str
    after_number: int | None
    after: str
    guess_number: int | None
    guess: str
    requests: int
    rows: int
