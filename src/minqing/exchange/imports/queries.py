"""What is shown of lists of other hotlines."""

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from minqing.cases import queries as cases
from minqing.cases import service as case_service
from minqing.cases.codes import Outcome, choices
from minqing.directory import queries as directory
from minqing.exchange.models import ImportedLine, ImportMapping, ImportRun
from minqing.exchange.permissions import IMPORT
from minqing.kernel.access import Actor, path_range
from minqing.kernel.errors import NotFound, Refused
from minqing.territory import queries as territory
from minqing.vault.boxes import NotOurs
from minqing.vault.masking import BLOCK, mask

from .access import get_run
from .fields import TRANSLATED
from .guessing import Guess, guess
from .lines import REASONS, LineReader
from .mappings import Reading
from .parking import Parking
from .records import MappingLine, Previewed, RunLine, RunPage, UnknownWord
from .values import Translator, names_of_places

__all__ = ["choices_of", "mappings", "refused_lines", "run_page", "runs"]

MOST_RUNS = 50
SHOWN, PREVIEWED, NEAR = 3, 5, 3
LONGEST_SAMPLE, LOOKED_AT = 36, 40
WHOSE = frozenset({"name", "phone"})
_LINE = (
    "source", "file_name", "mapping_name", "state", "came_at", "size", "lines", "done", "taken", "open_there", "again",
    "changed", "refused", "failure", "started_at", "finished_at", "erased_at", "digest",
)  # fmt: skip


def _within(actor: Actor) -> Q:
    reach = Q(pk__in=[])
    for grant in actor.reach(IMPORT):
        reach |= path_range("org_path", grant.org_path) & path_range("place_path", grant.place_path)
    return reach


def runs(actor: Actor) -> list[RunLine]:
    """Return the newest lists within reach."""
    return [_line(run) for run in ImportRun.objects.filter(_within(actor)).order_by("-came_at", "-id")[:MOST_RUNS]]


def mappings(actor: Actor) -> list[MappingLine]:
    """Return the saved mappings within reach, by name."""
    rows = ImportMapping.objects.filter(_within(actor)).order_by("name")
    return [MappingLine(row.name, row.source, row.changed_at, len(Reading.of(row.body).columns)) for row in rows]


def _line(run: ImportRun) -> RunLine:
    kept = bool(run.wrapped) and run.refused > 0 and run.state in {"checked", "finished", "failed"}
    return RunLine(id=str(run.pk), has_refused=kept, **{name: getattr(run, name) for name in _LINE})


def run_page(actor: Actor, run_id: str) -> RunPage:
    """
    Return everything about one list: while it waits for its mapping, columns with samples and guesses; when it is
    checked, what would come of it.

    :raises NotFound: if it is absent or out of reach.
    """
    run = get_run(run_id, actor=actor)
    reading, names = Reading.of(run.body), json.loads(run.head or "[]")
    waits = run.state in {"mapping", "checked"} and bool(run.wrapped)
    first = list(islice(Parking.of(run).lines_from(0), 200)) if waits else []
    cells = [line for _number, line in first]
    found = guess(names, cells, places=set(names_of_places())) if waits else {}
    return RunPage(
        line=_line(run),
        names=tuple(name for name in names if name),
        samples=_samples(names, cells, found, reading) if waits else {},
        guesses=found,
        reading=reading if run.body else Reading({key: one.column for key, one in found.items()}),
        unknown=_unknown(json.loads(run.unknown or "{}")),
        reasons=json.loads(run.reasons or "{}"),
        told_reasons=_told_reasons(json.loads(run.reasons or "{}")),
        preview=_preview(run, names, cells, reading, actor) if run.state == "checked" else (),
        moved=_moved(run),
    )


def _samples(
    names: Sequence[str], lines: Sequence[Sequence[str]], found: Mapping[str, Guess], reading: Reading
) -> dict[str, tuple[str, ...]]:
    """Return some cells of each column, masked as everything that leaves the vault; whose they are is never shown."""
    covered = {one.column for key, one in found.items() if key in WHOSE} | {
        column for key, column in reading.columns.items() if key in WHOSE
    }
    plain = {one.column for key, one in found.items() if key == "number"} - covered
    held: dict[str, list[str]] = {name: [] for name in names if name}
    for line in lines[:LOOKED_AT]:
        cells = dict(zip(names, line, strict=False))
        whose = tuple(cells[name] for name in covered if cells.get(name))
        for name, cell in cells.items():
            if name and cell and len(held[name]) < SHOWN:
                shown = BLOCK if name in covered else cell if name in plain else mask(cell[:80], known=whose).text
                held[name].append(shown[:LONGEST_SAMPLE])
    return {name: tuple(dict.fromkeys(cells)) for name, cells in held.items()}


def _preview(
    run: ImportRun, names: Sequence[str], lines: Sequence[Sequence[str]], reading: Reading, actor: Actor
) -> tuple[Previewed, ...]:
    reader = LineReader(run.source, names, reading, Translator(reading))
    return tuple(_previewed(reader, line, actor) for line in lines[:PREVIEWED])


def _previewed(reader: LineReader, cells: Sequence[str], actor: Actor) -> Previewed:
    number = reader.number_of(cells)
    try:
        one = reader.read(cells)
        read = case_service.read_request(one.came, actor=actor, at=timezone.now())
    except Refused as refused:
        return Previewed(number, refused=refused)
    ended = one.came.ended
    return Previewed(
        number,
        words=read.checked.said.masked.text,
        place=" ".join(part for part in (read.checked.place_name, read.checked.said.masked_where.text) if part),
        matter=next((m.name for m in cases.matters() if m.number == read.checked.matter), ""),
        came_at=one.came.came_at,
        ended_at=ended.at if ended else None,
    )


def _unknown(held: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[UnknownWord, ...]]:
    told = {}
    for key in TRANSLATED:
        words = sorted(held.get(key, {}).items(), key=lambda pair: (-pair[1], pair[0]))
        if words:
            ours = dict(choices_of(key))
            told[key] = tuple(UnknownWord(said, count, _near(said, ours)) for said, count in words)
    return told


def _told_reasons(held: Mapping[str, int]) -> tuple[tuple[Any, int], ...]:
    return tuple((REASONS[key], count) for key, count in sorted(held.items(), key=lambda pair: -pair[1]))


def _near(said: str, ours: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what of ours reads most like a word of theirs: for a person to choose, never chosen."""
    short = {title.rsplit(" · ", maxsplit=1)[-1].rsplit(" ", maxsplit=1)[-1]: value for value, title in ours.items()}
    close = [short[title] for title in difflib.get_close_matches(said, short, n=NEAR, cutoff=0.4)]
    within = [value for value, title in ours.items() if said in title]
    return tuple((value, ours[value]) for value in list(dict.fromkeys([*close, *within]))[:NEAR])


def choices_of(key: str) -> list[tuple[str, str]]:
    """Return what a word of theirs may mean here: value and title."""
    if key in {"matter", "matter_above"}:
        return [(str(one.number), f"{one.group} · {one.name}") for one in cases.matters()]
    if key == "unit":
        return [(unit.path, unit.name) for unit in directory.organisation_tree() if unit.path.count("/") > 1]
    if key in {"town", "village"}:
        return [(place.path, place.full_name) for place in territory.divisions()]
    return {"state": _states, "outcome": _outcomes, "solved": _solved}[key]()


def _states() -> list[tuple[str, str]]:
    return [("open", _("open there")), ("ended", _("ended there"))]


def _outcomes() -> list[tuple[str, str]]:
    return [(value, str(title)) for value, title in choices(Outcome)]


def _solved() -> list[tuple[str, str]]:
    return [("1", _("solved")), ("2", _("partly solved")), ("3", _("not solved"))]


def _moved(run: ImportRun) -> tuple[tuple[str, str], ...]:
    if run.state not in {"running", "finished"} or not run.changed:
        return ()
    rows = ImportedLine.objects.filter(last_run=run.pk, moved=True).order_by("id")
    return tuple(rows.values_list("number", "case_number")[:200])


def refused_lines(actor: Actor, run_id: str) -> Iterator[Sequence[str]]:
    """
    Return the refused lines of a list with their reasons, the head first: to be corrected and sent in again.

    :raises NotFound: if the list is absent or out of reach, or its refused lines were destroyed.
    """
    run = get_run(run_id, actor=actor)
    if not run.wrapped:
        raise NotFound
    try:
        parking = Parking.of(run)
    except NotOurs as gone:
        raise NotFound from gone
    names = json.loads(run.head)
    return _told(names, parking)


def _told(names: Sequence[str], parking: Parking) -> Iterator[Sequence[str]]:
    yield [*names, _("Why it was refused"), _("Line")]
    for reason, (number, cells) in parking.refused():
        yield [*cells, *[""] * (len(names) - len(cells)), reason, str(number)]
