"""Reading a definition's worked example: which facts are given, and what they give."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from minqing.ledger.facts import FACT_TYPES, FactInvalid
from minqing.ledger.measures import Given, Kind, Tally, Worked
from minqing.ledger.working import MOMENTS, completed

from .complaining import Complaints, hint
from .counting import kind_of
from .entries import GIVEN, GIVES, WORKED
from .reading import Said, plain_number

MOST, MOST_OF_ALL = 1000, 5000
"""How many facts of one line of an example, and of all its lines."""
NOTHING = Worked((), Tally())
DIVIDED = (Kind.SHARE, Kind.MEAN, Kind.CONVERSION)
READ_OFF = (Kind.PERCENTILE, Kind.DERIVED)


def worked_of(said: Said, kind: Kind, found: Complaints) -> Worked:
    """Read a worked example."""
    found.unknown(said, WORKED, "worked")
    facts, gives = (said.entries.get(name, Said(None, said.line)) for name in WORKED)
    given = tuple(one for one in (_given(each, found) for each in facts.items) if one)
    if not facts.items:
        found.add(said, _("Say under “given” which facts there are, and under “gives” what they give."), "worked")
    if sum(one.times for one in given) > MOST_OF_ALL:
        found.add(facts, _("An example has at most %(n)s facts.") % {"n": MOST_OF_ALL}, "worked")
        given = ()
    return Worked(given, _gives(gives, kind, found))


def _given(said: Said, found: Complaints) -> Given | None:
    found.unknown(said, GIVEN, "worked")
    kind = kind_of(said, "worked", found)
    entries = said.entries
    times = entries["times"].number if "times" in entries else 1
    when = entries["when"].text if "when" in entries else "within"
    if times is None or not 1 <= times <= MOST:
        found.add(entries["times"], _("“times” is a whole number from 1 to %(n)s.") % {"n": MOST}, "worked")
        return None
    if when not in MOMENTS:
        words = _("“when” is seen from the period: before, within or after. %(hint)s")
        found.add(entries["when"], words % {"hint": hint(when, MOMENTS)}, "worked")
        return None
    if kind is None:
        return None
    found.mapping(entries.get("data"), "data", "worked")
    data = entries["data"].entries if "data" in entries else {}
    numbers = {name: one.number for name, one in data.items()}
    given = Given(
        kind.key, numbers, times, when, *(entries[name].text if name in entries else "" for name in GIVEN[4:])
    )
    return given if _fits(given, said, found) else None


def _fits(given: Given, said: Said, found: Complaints) -> bool:
    kind, data = FACT_TYPES[given.fact], said.entries.get("data", Said({}, said.line))
    for name, one in data.entries.items():
        if name not in kind.columns:
            words = _("“%(title)s” has no column “%(name)s”. %(hint)s")
            found.add(one, words % {"title": kind.title, "name": name, "hint": hint(name, kind.columns)}, "worked")
            return False
    try:
        kind.split(completed(given))
    except FactInvalid:
        words = _("These numbers do not fit “%(title)s”: whole numbers, from the lists of its columns.")
        found.add(said, words % {"title": kind.title}, "worked")
        return False
    return True


def _gives(said: Said, kind: Kind, found: Complaints) -> Tally | Decimal:
    if kind in DIVIDED:
        found.unknown(said, GIVES, "worked")
        part, whole = (said.entries.get(name, Said(None, said.line)).number for name in GIVES)
        if part is None or whole is None:
            found.add(said, _("Say what comes out as part and whole: “gives: {part: 9, whole: 16}”."), "worked")
            return Tally()
        return Tally(part, whole)
    value = _decimal(said.value)
    if value is None or (kind not in READ_OFF and value != int(value)):
        found.add(said, _("Say what comes out as one number: “gives: 8”."), "worked")
        return Tally()
    return value if kind in READ_OFF else Tally(int(value), 0)


def _decimal(value: Any) -> Decimal | None:
    try:
        return plain_number(str(value))
    except InvalidOperation:
        return None
