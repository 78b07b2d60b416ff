"""Declared measures: what each one counts and where it misleads, and its number over a period."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.cases import queries as cases
from minqing.ledger import queries
from minqing.ledger.confided import Told
from minqing.ledger.definitions import definition_hash
from minqing.ledger.measures import Measure, every_measure
from minqing.ledger.records import OpenedFact
from minqing.ledger.splits import adds_up, ways

from .asking import Known, is_oversight, question_of
from .auth import caller
from .inputs import Short
from .problems import REFUSALS
from .shapes import Moment, page_of
from .throttle import refuse_hasty_counting

router = Router(tags=["figures"])


class MeasureShape(BaseModel):
    """One declared measure."""

    key: str
    title: str
    question: str
    unit: str
    is_share: bool
    better: Literal["higher", "lower", "neither"]
    counts: str
    misleads: str
    source: str
    kind: str = Field(description="`count`, `sum`, `distinct`, `share`, `conversion`, `mean`, `percentile`, `state` …")
    inputs: list[str] = Field(description="Keys of the measures that it is worked out from; it opens to those.")
    splits: list[str] = Field(description="By what it can be split; its facts carry no other mark.")
    adds_up_by: list[str] = Field(description="By which of these the rows make the whole.")
    definition: str = Field(description="The hash of what is counted.")


class Figure(BaseModel):
    """
    One number. `share` is null where there is no whole: a dash, never 0 %; `value` is the number itself, of whatever
    kind it is, as decimal digits. `n` is how many facts stand behind it.

    It is known as of the moment `as_of`, when `position` was the last of the one order of facts (`known_at` is the same
    position). Asked for again as of this position it is the same, as long as `definition`, the hash of what is counted,
    is the same; not yet where `repeatable` is false, because it counts facts that have no position or a later one.

    What residents said in rating is told to oversight of any days; to everybody else of whole months only. Where it is
    not told, `part`, `whole` and `share` are null, and `hidden` says why: `months` (the period is not made of whole
    calendar months), `waiting` (a month has not been over for long enough, rule MQ-RATE-WAIT), `few` (fewer than rule
    MQ-K say). `partly`: months of units in which too few answered are left out.
    """

    key: str
    start: date
    end: date
    part: int | None
    whole: int | None
    share: float | None
    value: str | None = None
    unit: str = ""
    n: int | None = None
    as_of: Moment | None = None
    position: int = 0
    known_at: int = 0
    repeatable: bool = True
    definition: str = ""
    succession: bool = False
    hidden: Literal["", "months", "waiting", "few"] = ""
    partly: bool = False


class Side(Known):
    """Which facts of a figure."""

    side: Literal["part", "whole"] = "part"
    cursor: Short | None = None


MeasureKey = Annotated[str, Field(pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$", max_length=80)]


@router.get("/measures", response={200: list[MeasureShape], **REFUSALS}, summary="List what is measured")
def list_measures(request: HttpRequest) -> Any:
    """List every declared measure with what it counts and where it misleads."""
    return [_shown(measure) for _key, measure in sorted(every_measure().items())]


@router.get("/figures/{key}", response={200: Figure, **REFUSALS}, summary="Read one figure")
def read_figure(request: HttpRequest, key: MeasureKey, asked: Query[Known]) -> Any:
    """Read one measure: part, whole, value, unit, and all that it takes to get the same again."""
    refuse_hasty_counting(caller(request))
    measure, question = queries.measure_called(key), question_of(request, asked)
    if measure.is_confided and not is_oversight(request, question):
        scope = cases.Scope(question.org_path, question.place_path, question.start, question.end)
        return shown(measure, question, **_confided(cases.told(measure, scope, at=question.at)))
    if measure.is_of_confidences and not is_oversight(request, question):
        raise queries.Confided
    return told(measure, question, queries.figure(measure, question))


@router.get("/figures/{key}/facts", response={200: page_of(OpenedFact), **REFUSALS}, summary="Open a figure")
def open_figure(request: HttpRequest, key: MeasureKey, asked: Query[Side]) -> Any:
    """
    List the facts that a figure counts, newest first; facts of residents' ratings to oversight alone.

    What they `counts` add up to its part or whole. What is counted once opens to the first fact of each, what was
    followed says by which fact.
    """
    refuse_hasty_counting(caller(request))
    question = question_of(request, asked)
    return queries.facts_of(
        queries.measure_called(key),
        side=asked.side,
        org_path=question.org_path,
        place_path=question.place_path,
        start=question.start,
        end=question.end,
        known_at=question.known_at(),
        cursor=asked.cursor,
        confided=is_oversight(request, question),
        succession=question.succession,
    )


def shown(measure: Measure, question: queries.Asked, **said: Any) -> Figure:
    """Put what is told of a number into the API's form."""
    return Figure(key=measure.key, start=question.start, end=question.end, unit=measure.unit, **said)


def told(measure: Measure, question: queries.Asked, found: queries.Figure) -> Figure:
    """Tell a number that was read."""
    return shown(
        measure,
        question,
        **of_number(measure, found),
        as_of=found.as_of,
        position=found.position,
        known_at=found.position,
        repeatable=found.repeatable,
        definition=found.definition,
        succession=found.succession,
        hidden=found.hidden,
    )


def of_number(measure: Measure, number: Any) -> dict[str, Any]:
    """Say part, whole, share, value and n of a number; nothing of one that is not told."""
    value = number.value if number else None
    return {
        "part": number.part if number else None,
        "whole": (number.whole or 0) if number and number.part is not None else None,
        "share": float(value) if measure.is_share and value is not None else None,
        "value": None if value is None else f"{value:f}",
        "n": number.n if number else None,
    }


def _confided(told: Told) -> dict[str, Any]:
    found = told.tally
    return {
        "part": found.part if found else None,
        "whole": found.whole if found else None,
        "share": found.share if found else None,
        "hidden": told.why,
        "partly": told.partly,
    }


def _shown(measure: Measure) -> MeasureShape:
    return MeasureShape(
        key=measure.key,
        title=str(measure.title),
        question=str(measure.question),
        unit=measure.unit,
        kind=measure.kind.value,
        is_share=measure.is_share,
        better=measure.better.value,
        counts=str(measure.counts),
        misleads=str(measure.misleads),
        source=measure.source,
        inputs=[one.key for one in measure.inputs],
        splits=list(ways(measure)),
        adds_up_by=[by for by in ways(measure) if adds_up(measure, by)],
        definition=definition_hash(measure),
    )
