"""Load rules from a table: what is new is added, what is there stays."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.tabular import Line, LineRefusal, read_table
from minqing.ledger.service import recorded
from minqing.rulebook.access import county_of
from minqing.rulebook.calendar_file import read_day
from minqing.rulebook.keeping import renew
from minqing.rulebook.models import Rule
from minqing.rulebook.records import LoadReport
from minqing.rulebook.units import PROVENANCE, UNITS

from .rules import LARGEST, RULE_ID, record_set

SHIPPED: Final = Path(__file__).parent.parent / "data" / "rules.csv"
COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    "rule_id": ("编号",),
    "jurisdiction": ("适用地区",),
    "value": ("数值",),
    "unit": ("单位",),
    "title_zh": ("名称",),
    "title_en": (),
    "trigger": (),
    "effect": ("后果",),
    "source_title": ("依据",),
    "article": ("条款",),
    "effective_from": ("起始日期",),
    "effective_to": ("截止日期",),
    "provenance": ("来源等级",),
    "confirmed": ("已确认",),
}
OPTIONAL: Final = ("jurisdiction", "title_en", "trigger", "effect", "article", "effective_to", "confirmed")


def load_rules(*, actor: Actor, at: datetime, data: bytes | None = None) -> LoadReport:
    """
    Load rules, the shipped ones when no file is given. Loading twice changes nothing.

    A line whose rule, jurisdiction and first day are known already is kept as it stands, so that a county's own
    value is never overwritten; a new value needs a new first day.

    :raises NotAllowed: if no grant covers the whole county.
    :raises TableUnreadable: if the file is no such table.
    """
    root = county_of(actor)
    rows, refusals = _read(SHIPPED.read_bytes() if data is None else data)
    fresh = _unknown(rows)
    if fresh:
        _add(fresh, actor=actor, at=at, place_path=root)
    return LoadReport(added=len(fresh), kept=len(rows) - len(fresh), refusals=tuple(refusals))


@recorded
def _add(rows: Sequence[Mapping[str, Any]], *, actor: Actor, at: datetime, place_path: str) -> None:
    for row in _unknown(rows):
        rule = Rule.objects.create(**row, set_by=str(actor.ref), set_at=at)
        record_set(rule, actor=actor, at=at, place_path=place_path)
    renew()


def _unknown(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    known = set(Rule.objects.values_list("rule_id", "jurisdiction", "effective_from"))
    return [row for row in rows if (row["rule_id"], row["jurisdiction"], row["effective_from"]) not in known]


def _read(data: bytes) -> tuple[list[dict[str, Any]], list[LineRefusal]]:
    rows, refusals = [], []
    for line in read_table(data, columns=COLUMNS, optional=OPTIONAL):
        wrong = _wrong(line)
        if wrong:
            refusals.append(LineRefusal(line.number, wrong))
        else:
            rows.append(_row(line))
    return rows, refusals


def _wrong(line: Line) -> Any:
    value, end = line["value"], read_day(line["effective_to"])
    start = read_day(line["effective_from"])
    checks = (
        (RULE_ID.match(line["rule_id"]), _("a rule's number looks like HL-04 or MQ-SOON.")),
        (_is_jurisdiction(line["jurisdiction"]), _("the jurisdiction is empty, or 2, 4 or 6 digits.")),
        (value.isascii() and value.isdigit() and int(value) <= LARGEST, _("the number must be a whole number.")),
        (line["unit"] in UNITS, _("this unit is not known.")),
        (line["title_zh"], _("the rule's name is missing.")),
        (line["provenance"] in PROVENANCE, _("say where the rule comes from by one letter: L, W, R, S, D, K or C.")),
        (start, _("the first day is missing or no date.")),
        (
            _ends_after(start, end, line["effective_to"]),
            _("the last day must be a date after the first."),
        ),
    )
    return next((reason for fine, reason in checks if not fine), None)


def _ends_after(start: date | None, end: date | None, text: str) -> bool:
    return not text or (start is not None and end is not None and end > start)


def _is_jurisdiction(text: str) -> bool:
    return text == "" or (len(text) in {2, 4, 6} and text.isascii() and text.isdigit())


def _row(line: Line) -> dict[str, Any]:
    limits = {"title_zh": 120, "title_en": 120, "trigger": 60, "effect": 200, "source_title": 120, "article": 60}
    return {
        "rule_id": line["rule_id"],
        "jurisdiction": line["jurisdiction"],
        "value": int(line["value"]),
        "unit": line["unit"],
        "provenance": line["provenance"],
        "certain": line["confirmed"] in {"1", "是"},
        "effective_from": read_day(line["effective_from"]),
        "effective_to": read_day(line["effective_to"]),
        **{name: line[name][:length] for name, length in limits.items()},
    }
