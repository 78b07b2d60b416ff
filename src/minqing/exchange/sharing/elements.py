"""
The catalogue: every measure and every kind of fact is an element, read from their declarations.

One element has one source and one owner. The source follows from the declaration; the owner is the county until a
unit was named.

:source: 政务数据共享条例; rules PI-19; guardrails P2, G5, G14.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from django.utils.translation import gettext_lazy as _

from minqing.exchange.models import ElementOwner
from minqing.insight.own.columns import column_title, values_of
from minqing.insight.own.confidences import is_kept
from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.facts import FACT_TYPES, Column, FactType
from minqing.ledger.measures import Measure, every_measure
from minqing.ledger.queries import measure_called
from minqing.ledger.units import UNITS
from minqing.territory import queries as territory

__all__ = ["CLASSES", "Element", "ElementColumn", "Owner", "element", "element_owner", "elements", "owners", "parted"]

MEASURE, FACT = "measure", "fact"
Class = Literal["open", "confided", "inside"]

CLASSES: Final[Mapping[str, Any]] = {
    "open": _("may be shared by a grant"),
    "confided": _("confided by residents: never shared"),
    "inside": _("about staff, access or people's protection: never shared"),
}

OPEN_THINGS: Final = frozenset(
    {
        "calendar", "case", "division", "grid_cell", "measure", "organisation", "place", "public_table", "qr_card",
        "rating", "routing", "rule", "standard_reply",
    }
)  # fmt: skip
"""Things whose facts may be shared. Any other is inside until it is named here: who works, looked, is protected."""

ONE_EACH: Final = _("One for each time this happens: when, where, which unit.")
"""What facts of any kind say beside their columns."""

INSIDE_KINDS: Final = frozenset(
    {"case.access_frozen", "case.bar_lifted", "case.read", "case.readmitted", "case.recused", "case.unit_barred"}
)
"""Kinds about requests that would tell who read them, or whom one is about."""

INSIDE_COLUMNS: Final = frozenset({"call", "danger"})
"""
Columns that no copy carries: one row is one request, and in a village of a few hundred the day on which words named a
danger, or an ambulance was called, is a person. Sums over many are figures, which hide few.
"""


def unit_title(unit: str) -> Any:
    """Return a unit as people write it: what is a word of English in code, by its title."""
    return UNITS.get(unit, unit) if unit.isalpha() and unit.isascii() else unit


@dataclass(frozen=True, slots=True)
class ElementColumn:
    """One number that facts of a kind carry. ``codes``: what its numbers mean, where they stand for something."""

    name: str
    title: Any
    meaning: str
    unit: str
    codes: tuple[tuple[int, Any], ...]
    is_open: bool

    @property
    def unit_title(self) -> Any:
        """Return its unit in words."""
        return unit_title(self.unit)


@dataclass(frozen=True, slots=True)
class Element:
    """
    One element of the catalogue.

    :param key: ``measure:cases.on_time`` or ``fact:case.closed``.
    :param source: of a measure the kinds of fact that it counts; of a kind the sealed ledger: nothing.
    :param classification: see :data:`CLASSES`. Of a family of kinds of which one is confided, all are: who was asked to
        rate, less whose link lapsed, are those who rated.
    """

    key: str
    kind: Literal["measure", "fact"]
    title: Any
    meaning: Any
    unit: str
    classification: Class
    columns: tuple[ElementColumn, ...] = ()
    source: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the key of the measure or of the kind of fact."""
        return self.key.partition(":")[2]

    @property
    def ref(self) -> Ref:
        """The reference that facts carry."""
        return Ref("element", self.key)

    @property
    def is_open(self) -> bool:
        """Tell whether it may be shared."""
        return self.classification == "open"

    def open_among(self, names: Iterable[str]) -> tuple[str, ...]:
        """Leave out of columns that a grant names those that were closed since."""
        carried = {one.name for one in self.columns if one.is_open}
        return tuple(name for name in names if name in carried)

    @property
    def unit_title(self) -> Any:
        """Return its unit in words."""
        return unit_title(self.unit)

    @property
    def kind_title(self) -> Any:
        """Say whether it is a figure or facts."""
        return _("Figure") if self.kind == MEASURE else _("Facts")

    @property
    def words(self) -> Any:
        """Say what it means to whoever reads the catalogue."""
        return self.meaning if self.kind == MEASURE else ONE_EACH

    @property
    def kept(self) -> Any:
        """Say how long it is kept: facts for good, figures are counted anew whenever somebody asks."""
        if self.kind == FACT:
            return _("for good: facts are sealed and never deleted, and hold no personal data")
        return _("not kept: counted from facts whenever it is read")

    @property
    def class_title(self) -> Any:
        """Say whether it may be shared."""
        return CLASSES[self.classification]


@dataclass(frozen=True, slots=True)
class Owner:
    """The unit that answers for an element; ``since`` None while none was named and the county answers."""

    org_path: str
    since: datetime | None = None


def elements() -> list[Element]:
    """Return the whole catalogue: measures, then kinds of fact, by key."""
    measures = [_of_measure(one) for _key, one in sorted(every_measure().items())]
    return measures + [_of_kind(one) for _key, one in sorted(FACT_TYPES.items())]


def element(key: str) -> Element:
    """
    Return one element.

    :raises NotFound: if nothing of this key is declared.
    """
    kind, _colon, name = key.partition(":")
    if kind == MEASURE:
        return _of_measure(measure_called(name))
    if kind == FACT and name in FACT_TYPES:
        return _of_kind(FACT_TYPES[name])
    raise NotFound


def parted(chosen: str) -> tuple[str, str]:
    """Part what a form sends, ``fact:case.closed#late``, into the element's key and the column."""
    key, _sign, column = chosen.partition("#")
    return key, column


def element_owner(key: str) -> Owner:
    """
    Say which unit answers for an element.

    :raises NotFound: if there is no such element, or no county yet.
    """
    return owners([element(key).key])[key]


def owners(keys: Iterable[str]) -> dict[str, Owner]:
    """
    Say of several elements which unit answers for each; one query beside the county's.

    :raises NotFound: while no county is loaded.
    """
    county = territory.county()
    if county is None:
        raise NotFound
    named = {
        row.element: Owner(row.org_path, row.since)
        for row in ElementOwner.objects.filter(until__isnull=True).order_by()
    }
    return {key: named.get(key, Owner(county.path)) for key in keys}


def _of_measure(one: Measure) -> Element:
    return Element(
        key=f"{MEASURE}:{one.key}",
        kind="measure",
        title=one.title,
        meaning=one.counts,
        unit=one.unit,
        classification=_class_of_measure(one),
        source=tuple(sorted(one.kinds)),
    )


def _class_of_measure(one: Measure) -> Class:
    if one.is_confided:
        return "confided"
    return "inside" if any(_is_inside(kind) for kind in one.kinds) else "open"


def _of_kind(kind: FactType) -> Element:
    columns = (
        ElementColumn(name, column_title(name), one.meaning, one.unit, _codes(one), _is_open(name, one))
        for name, one in kind.columns.items()
    )
    classification: Class = "confided" if is_kept(kind.key) else "inside" if _is_inside(kind.key) else "open"
    return Element(
        key=f"{FACT}:{kind.key}",
        kind="fact",
        title=kind.title,
        meaning=kind.meaning,
        unit=kind.unit,
        classification=classification,
        columns=tuple(columns),
    )


def _is_open(name: str, column: Column) -> bool:
    return not column.confided and name not in INSIDE_COLUMNS


def _codes(column: Column) -> tuple[tuple[int, Any], ...]:
    return tuple(sorted(values_of(column).items()))


def _is_inside(kind: str) -> bool:
    return kind.partition(".")[0] not in OPEN_THINGS or kind in INSIDE_KINDS
