"""Reading what a definition counts: which facts, under which conditions, of which amounts."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minqing.ledger.declaring import LONGEST
from minqing.ledger.facts import FACT_TYPES, Column, FactType
from minqing.ledger.terms import Term, Then

from .complaining import Complaints, hint, listed
from .confidences import is_kept
from .entries import TERM, THEN, Shape
from .reading import Said

SMALL, LARGE = 2**15 - 1, 10**12
"""The largest number that a mark of a fact holds, and the largest bound of an amount."""


def terms_of(said: Said, where: str, shape: Shape, found: Complaints, **also: Any) -> tuple[Term, ...]:
    """
    Read a list of facts that count.

    :param where: the entry it stands under; what is under ``less`` is taken away.
    :param also: what is set on each term beside what its shape sets.
    """
    sign = -1 if where == "less" else 1
    made = (_term(one, where, found) for one in said.items)
    terms = tuple(Term(**one, **{"sign": sign, **shape.terms, **also}) for one in made if one)
    if not said.items:
        found.add(said, _("Say at least one kind of fact that counts, such as “- fact: case.closed”."), where)
    return terms


def _term(said: Said, where: str, found: Complaints) -> dict[str, Any] | None:
    if not said.entries:
        found.add(said, _("Write each fact as “- fact: …”, with its conditions below it."), where)
        return None
    found.unknown(said, TERM, where)
    kind = kind_of(said, where, found)
    if kind is None:
        return None
    conditions = conditions_of(said, kind, where, found)
    made: dict[str, Any] = {"fact": kind.key, "where": conditions}
    low, high = (_bound(said, name, where, found) for name in ("from", "below"))
    if low is not None or high is not None:
        made["between"] = (low, high)
        if not kind.amount_unit:
            found.add(said, no_amount(kind), where)
    return made


def kind_of(said: Said, where: str, found: Complaints) -> FactType | None:
    """Return the kind of fact that an entry names, and complain where there is none or it is confided."""
    name = said.entries.get("fact", Said(None, said.line))
    kind = FACT_TYPES.get(name.text)
    if kind is None:
        words = _("There is no kind of fact “%(name)s”. %(hint)s The list stands in the reference, under facts.")
        found.add(name, words % {"name": name.text, "hint": hint(name.text, sorted(FACT_TYPES))}, where)
        return None
    if is_kept(kind.key):
        words = _(
            "“%(title)s” is what residents told in confidence. It is told in sums only, by fixed rules, and no own "
            "measure counts it. Use the house's own measures of it."
        )
        found.add(name, words % {"title": kind.title}, where)
        return None
    return kind


def conditions_of(said: Said, kind: FactType, where: str, found: Complaints) -> dict[str, int | tuple[int, ...]]:
    """Return the values that a fact's columns must have."""
    conditions: dict[str, int | tuple[int, ...]] = {}
    found.mapping(said.entries.get("where"), "where", where)
    for name, wanted in said.entries.get("where", Said({}, said.line)).entries.items():
        column = _column(name, wanted, kind, where, found)
        values = tuple(one.number for one in wanted.items)
        if column is None:
            continue
        if not values or any(value is None for value in values):
            words = _("“%(name)s” is compared with whole numbers: one, or several as [1, 2]. Yes is 1, no is 0.")
            found.add(wanted, words % {"name": name}, where)
            continue
        numbers = tuple(value for value in values if value is not None)
        if wrong := _wrong_code(name, column, numbers):
            found.add(wanted, wrong, where)
        conditions[name] = numbers[0] if len(numbers) == 1 else numbers
    return conditions


def _column(name: str, wanted: Said, kind: FactType, where: str, found: Complaints) -> Column | None:
    split = {key: column for key, column in kind.columns.items() if column.column != "qty"}
    if name in split:
        return split[name]
    if name in kind.columns:
        words = _("“%(name)s” is an amount. Say “from” and “below” instead: from which amount up to which.")
    elif name in kind.payload:
        words = _("“%(name)s” is kept for reading only and cannot be counted by. %(hint)s")
    else:
        words = _("“%(title)s” has no column “%(name)s”. %(hint)s")
    found.add(wanted, words % {"name": name, "title": kind.title, "hint": hint(name, split)}, where)
    return None


def _wrong_code(name: str, column: Column, numbers: tuple[int, ...]) -> str:
    """Say which number a column never has; empty where there is none."""
    codes = column.codes or ({0: pgettext("flag", "no"), 1: pgettext("flag", "yes")} if column.kind == "flag" else {})
    unknown = [number for number in numbers if abs(number) > SMALL or (codes and number not in codes)]
    if not unknown:
        return ""
    if not codes:
        return _("“%(name)s” is never %(number)s.") % {"name": name, "number": unknown[0]}
    told = listed(f"{number} {title}" for number, title in codes.items())
    words = _("“%(name)s” is never %(number)s. It is one of: %(codes)s.")
    return words % {"name": name, "number": unknown[0], "codes": told}


def _bound(said: Said, name: str, where: str, found: Complaints) -> int | None:
    bound = said.entries.get(name)
    if bound is None:
        return None
    if not isinstance(bound.value, int) or abs(bound.value) > LARGE:
        found.add(bound, _("“%(name)s” is a whole number.") % {"name": name}, where)
        return None
    return bound.value


def no_amount(kind: FactType) -> str:
    """Say that facts of a kind carry no amount."""
    return _("“%(title)s” carries no amount, so it can only be counted.") % {"title": kind.title}


def then_of(said: Said, found: Complaints) -> Then | None:
    """Read what must follow."""
    found.unknown(said, THEN, "then")
    kind, within = kind_of(said, "then", found), said.entries.get("within_days", Said(None, said.line))
    days = within.number
    if days is None or not 0 <= days <= LONGEST:
        words = _("Say “within_days”: how many working days at most, from 0 (the same day) to %(n)s.")
        found.add(within, words % {"n": LONGEST}, "then")
        return None
    return Then(kind.key, days, conditions_of(said, kind, "then", found)) if kind else None
