"""Measures: the list of all, one with its formula, example and versions; looking a definition through; publishing."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.insight.own import queries, service
from minqing.insight.own.faults import Fault
from minqing.insight.own.reading import LONGEST
from minqing.insight.own.records import Version
from minqing.insight.own.saying import formula
from minqing.insight.own.verbs import VERBS
from minqing.kernel.errors import NotAllowed
from minqing.ledger.definitions import definition_hash
from minqing.ledger.measures import Measure, Tally

from .acting import offer
from .auth import caller
from .figures import MeasureKey
from .inputs import Input, Text
from .problems import REFUSALS

router = Router(tags=["measures"])


class Formula(BaseModel):
    """One part of a formula: what it is called, and which facts it counts, in words."""

    part: str
    counts: str


class GivenFacts(BaseModel):
    """So many facts of a kind in a worked example."""

    fact: str
    data: dict[str, int]
    times: int
    when: str


class Gives(BaseModel):
    """What a worked example gives: `part` and `whole`, or a `value` as decimal digits."""

    part: int | None = None
    whole: int | None = None
    value: str | None = None


class VersionShape(BaseModel):
    """One version of an own measure; `text` is its definition as it was published."""

    number: int
    definition: str
    reason: str
    published_by: str
    published_at: datetime
    retired_at: datetime | None
    retired_because: str
    text: str


class MeasureCard(BaseModel):
    """
    One measure. `definition` is the hash of all that its numbers depend on. `version` is 0 of a measure of the house;
    of an own one `versions` holds all, the latest first. Where it cannot be counted any more only these are there.
    """

    key: str
    version: int
    definition: str
    title: str = ""
    question: str = ""
    kind: str = ""
    unit: str = ""
    better: Literal["higher", "lower", "neither"] = "neither"
    counts: str = ""
    misleads: str = ""
    source: str = ""
    formula: list[Formula] = []
    inputs: list[str] = []
    given: list[GivenFacts] = []
    gives: Gives = Gives()
    versions: list[VersionShape] = []


class Wanted(BaseModel):
    """Which version of an own measure; the latest when left out."""

    version: Annotated[int, Field(ge=1, le=100_000)] | None = None


class Definition(Input):
    """A definition as YAML."""

    text: Annotated[Text, Field(max_length=LONGEST)]


class FaultShape(BaseModel):
    """One thing that is wrong (`grave`), or worth knowing."""

    line: int
    where: str
    words: str
    grave: bool


class LookedShape(BaseModel):
    """Whether a definition may be published, what is wrong with it, and its hash."""

    sound: bool
    faults: list[FaultShape]
    definition: str = ""


@router.get("/measures/{key}", response={200: MeasureCard, **REFUSALS}, summary="Read what a measure says")
def read_measure(request: HttpRequest, key: MeasureKey, asked: Query[Wanted]) -> Any:
    """Read one measure: question, formula in words, what it counts, where it misleads, example, versions."""
    card = queries.card(key, asked.version)
    return MeasureCard(
        key=card.key,
        version=card.number,
        definition=card.digest,
        versions=[_version(one) for one in card.versions],
        **(_said(card.measure) if card.measure else {}),
    )


@router.post("/insight/look-through", response={200: LookedShape, **REFUSALS}, summary="Look a definition through")
def look_through(request: HttpRequest, body: Definition) -> Any:
    """Say what is wrong with a definition, line by line; nothing is written. Needs `insight.publish`."""
    if not service.may_publish(caller(request)):
        raise NotAllowed
    looked = service.look_through(body.text)
    hash_ = definition_hash(looked.measure) if looked.measure else ""
    return LookedShape(sound=looked.is_sound, faults=[_fault(one) for one in looked.faults], definition=hash_)


offer(router, VERBS, under="/insight", tag="insight")


def _said(measure: Measure) -> dict[str, Any]:
    texts = ("title", "question", "counts", "misleads", "source", "unit")
    gives = measure.worked.gives
    tally = gives if isinstance(gives, Tally) else None
    return {
        **{name: str(getattr(measure, name)) for name in texts},
        "kind": measure.kind.value,
        "better": measure.better.value,
        "formula": [Formula(part=label, counts=words) for label, words in formula(measure)],
        "inputs": [one.key for one in measure.inputs],
        "given": [
            GivenFacts(fact=one.fact, data=dict(one.data), times=one.times, when=one.when)
            for one in measure.worked.given
        ],
        "gives": Gives(
            part=tally.part if tally else None,
            whole=tally.whole if tally and measure.is_share else None,
            value=None if tally else f"{gives:f}",
        ),
    }


def _version(version: Version) -> VersionShape:
    return VersionShape(
        number=version.number,
        definition=version.digest,
        reason=version.reason,
        published_by=version.by,
        published_at=version.at,
        retired_at=version.retired_at,
        retired_because=version.retired_because,
        text=version.text,
    )


def _fault(fault: Fault) -> FaultShape:
    return FaultShape(line=fault.line, where=fault.where, words=str(fault.words), grave=fault.grave)
