"""Bring grid cells and households in from a table. Lists of people are refused: households are doors."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.rows import insert_rows
from minqing.kernel.tabular import Line, LineRefusal, heads, read_table
from minqing.ledger.service import recorded
from minqing.territory.access import reaches
from minqing.territory.models import Place
from minqing.territory.permissions import MANAGE
from minqing.territory.records import LoadReport

from .places import UnableToRegister, cell_data, fine_words, new_cell, new_place, record_place
from .races import conflicts_told

CELL_COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    "village": ("村代码", "村（社区）代码", "区划代码"),
    "serial": ("序号", "网格序号"),
    "name": ("网格名称", "名称"),
    "scope": ("范围", "网格范围"),
    "dedicated": ("专属网格", "专属"),
}
DOOR_COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    "place": ("网格代码", "代码", "村代码"),
    "building": ("街巷楼栋", "街巷", "楼栋"),
    "door": ("门牌", "位置", "户"),
}
PEOPLE: Final = re.compile(
    r"姓名|户主|身份证|证件|电话|手机|联系方式|性别|年龄|出生|民族|name_of|phone|mobile|id_?card", re.IGNORECASE
)
YES: Final = {"1", "是", "专属"}


class ListOfPeople(Refused):
    """The file has columns about people; this house keeps no register of residents."""

    default: Any = _("This file holds columns about people (%(heads)s). Households are doors here: delete them first.")


def import_grid_cells(*, data: bytes, actor: Actor, at: datetime, dry_run: bool = False) -> LoadReport:
    """
    Draw many grid cells from a table: village code, serial, name, scope.

    A cell with this serial that is there already is kept, so a repeated import changes nothing.

    :param dry_run: tell what would happen, write nothing.
    :raises TableUnreadable: if the file is no such table.
    :raises ListOfPeople: if it has columns about people.
    """
    lines = _lines(data, CELL_COLUMNS, ("serial", "scope", "dedicated"))
    return _run(_Cells(actor, at), lines, actor=actor, at=at, dry_run=dry_run)


def import_households(*, data: bytes, actor: Actor, at: datetime, dry_run: bool = False) -> LoadReport:
    """
    Register many households from a table: grid cell (15 digits) or village (12), lane or building, door.

    Lanes and buildings that are not there yet are registered on the way. A door that is there already is kept.

    :param dry_run: tell what would happen, write nothing.
    :raises TableUnreadable: if the file is no such table.
    :raises ListOfPeople: if it has columns about people.
    """
    lines = _lines(data, DOOR_COLUMNS, ("building",))
    return _run(_Doors(actor, at), lines, actor=actor, at=at, dry_run=dry_run)


class _Cells:
    """Turns lines into grid cells."""

    def __init__(self, actor: Actor, at: datetime) -> None:
        self.actor, self.at = actor, at
        rows = Place.objects.filter(kind="village", valid_to=None)
        self.villages = {row.code: row for row in rows if reaches(actor, MANAGE, row.path)}
        self.used: dict[str, set[int]] = defaultdict(set)
        for code in Place.objects.filter(kind="grid_cell").values_list("code", flat=True):
            self.used[code[:12]].add(int(code[12:]))

    def rows(self, line: Line) -> list[Place]:
        """Make what a line asks for; nothing when it is there already."""
        village = self.villages.get(line["village"])
        if village is None:
            raise UnableToRegister(_("no village within your reach has this code."))
        serial = self._serial(line["serial"], village.code)
        if serial in self.used[village.code]:
            return []
        cell = new_cell(village, serial, line["name"], at=self.at)
        cell.scope_words, cell.dedicated = fine_words(line["scope"]), line["dedicated"] in YES
        self.used[village.code].add(serial)
        return [cell]

    def _serial(self, text: str, village: str) -> int:
        if text and not (text.isascii() and text.isdigit() and len(text) <= 3):
            raise UnableToRegister(_("a grid cell's number is from 1 to 999."))
        if text:
            return int(text)
        return max(self.used[village], default=0) + 1


class _Doors:
    """Turns lines into households, with the lanes and buildings they need."""

    def __init__(self, actor: Actor, at: datetime) -> None:
        self.actor, self.at = actor, at
        rows = Place.objects.filter(kind__in=("village", "grid_cell"), valid_to=None)
        self.parents = {row.code: row for row in rows if reaches(actor, MANAGE, row.path)}
        held = Place.objects.filter(kind__in=("building", "household"), valid_to=None)
        self.known = {(row.parent_path, row.name): row for row in held}
        self.paths = set(Place.objects.exclude(village_path="").values_list("path", flat=True))

    def rows(self, line: Line) -> list[Place]:
        """Make what a line asks for; nothing when it is there already."""
        parent = self.parents.get(line["place"])
        if parent is None:
            raise UnableToRegister(_("no grid cell or village within your reach has this code."))
        if not line["door"]:
            raise UnableToRegister(_("say which door it is, for instance 12号."))
        made: list[Place] = []
        if line["building"]:
            parent = self._get("building", parent, line["building"], made)
        self._get("household", parent, line["door"], made)
        return made

    def _get(self, kind: str, parent: Place, name: str, made: list[Place]) -> Place:
        row = new_place(kind, parent, name, at=self.at)
        known = self.known.get((parent.path, row.name))
        if known is not None:
            return known
        while row.path in self.paths:
            row = new_place(kind, parent, name, at=self.at)
        self.paths.add(row.path)
        self.known[parent.path, row.name] = row
        made.append(row)
        return row


def _lines(data: bytes, columns: Mapping[str, Sequence[str]], optional: Sequence[str]) -> list[Line]:
    people = [head for head in heads(data) if PEOPLE.search(head)]
    if people:
        raise ListOfPeople(ListOfPeople.default % {"heads": "、".join(people)[:80]})
    return read_table(data, columns=columns, optional=optional)


def _run(maker: Any, lines: Sequence[Line], *, actor: Actor, at: datetime, dry_run: bool) -> LoadReport:
    made, kept, refusals = _judge(maker.rows, lines)
    if made and not dry_run:
        with conflicts_told():
            _write(made, actor=actor, at=at)
    doors = [row for row in made if row.kind != "building"]
    return LoadReport(added=len(doors), kept=kept, refusals=tuple(refusals), dry_run=dry_run)


def _judge(rows: Callable[[Line], list[Place]], lines: Sequence[Line]) -> tuple[list[Place], int, list[LineRefusal]]:
    made: list[Place] = []
    kept, refusals = 0, []
    for line in lines:
        try:
            fresh = rows(line)
        except UnableToRegister as refusal:
            refusals.append(LineRefusal(line.number, refusal.message))
            continue
        made += fresh
        kept += not fresh
    return made, kept, refusals


@recorded
def _write(rows: Sequence[Place], *, actor: Actor, at: datetime) -> None:
    insert_rows(*rows)
    for row in rows:
        if row.kind == "grid_cell":
            record_place("grid_cell.drawn", row, actor=actor, at=at, data=cell_data(row))
        else:
            record_place(f"{row.kind}.registered", row, actor=actor, at=at)
