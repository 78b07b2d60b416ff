"""What belongs to one matter: duties with their source, evidence, the mark that spares the grid, extra questions."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from minqing.cases.models import Matter, MatterDuty, MatterQuestion, MatterTerms
from minqing.cases.records import DATATYPES, LISTS
from minqing.cases.routes import record_for_county, whole_county
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.ref import Ref
from minqing.ledger.service import recorded

from .answering import choices_in

__all__ = ["UnableToDescribe", "describe_matter", "retire_question", "set_duties", "set_question"]

CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
MOST_QUESTIONS, MOST_CHOICES, MOST_DUTIES = 12, 40, 12


class UnableToDescribe(Refused):
    """The matter cannot be described as asked; ``field`` names what is wrong."""


@recorded
def describe_matter(
    *,
    matter_number: int,
    actor: Actor,
    at: datetime,
    evidence: str = "",
    evidence_why: str = "",
    evidence_needed: bool = False,
    not_of_grid: bool = False,
) -> None:
    """
    Say which evidence a matter asks for, at most one and what for, and whether the grid is spared it.

    :param evidence_needed: whether it must be brought; otherwise it may.
    :param not_of_grid: that grid workers may not be asked to deal with it.
    :raises NotFound: if the matter is not in use.
    :raises UnableToDescribe: if evidence says not what for.
    """
    county = whole_county(actor)
    matter = _matter(matter_number)
    asked = clean(evidence, field="evidence", most=60, needed=False)
    why = clean(evidence_why, field="evidence_why", most=200, needed=False)
    if asked and not why:
        raise UnableToDescribe(
            _("Say what the evidence is for: nobody brings papers without a reason."), field="evidence_why"
        )
    if "\n" in asked or "、" in asked:
        raise UnableToDescribe(_("One piece of evidence at most."), field="evidence")
    MatterTerms.objects.update_or_create(
        matter=matter,
        defaults={
            "evidence": asked,
            "evidence_why": why if asked else "",
            "evidence_needed": bool(asked and evidence_needed),
            "not_of_grid": not_of_grid,
        },
    )
    _record(matter, actor, at, county)


@recorded
def set_duties(*, matter_number: int, duties: Sequence[str], actor: Actor, at: datetime) -> None:
    """
    Say on which items of the duty list a matter rests, one a line: the item, a bar, and its law or order.

    :param duties: ``负责供水管网维护｜城市供水条例第五条``; none takes all away.
    :raises UnableToDescribe: if a line names no source, or there are more than twelve.
    """
    county = whole_county(actor)
    matter = _matter(matter_number)
    lines = [clean(line, field="duties", most=322) for line in duties if str(line).strip()]
    pairs = [[part.strip() for part in re.split(r"[|｜]", line, maxsplit=1)] for line in lines]
    if len(pairs) > MOST_DUTIES:
        raise UnableToDescribe(_("At most twelve items; more belong to another matter."), field="duties")
    for pair in pairs:
        if len(pair) < 2 or not all(pair):  # the item and its source
            words = _("“%(line)s” names no law or order. Write it behind a bar: item｜source.")
            raise UnableToDescribe(words % {"line": pair[0][:20]}, field="duties")
        if len(pair[0]) > 200 or len(pair[1]) > 120:  # as the columns hold
            raise UnableToDescribe(_("An item has at most 200 characters, its source 120."), field="duties")
    MatterDuty.objects.filter(matter=matter).delete()
    MatterDuty.objects.bulk_create(
        MatterDuty(id=uuid7(at), matter=matter, order=order, text=text, source=source)
        for order, (text, source) in enumerate(pairs, start=1)
    )
    _record(matter, actor, at, county)


@recorded
def set_question(
    *,
    matter_number: int,
    code: str,
    label: str,
    datatype: str,
    actor: Actor,
    at: datetime,
    required: bool = False,
    order: int | None = None,
    choices: Sequence[str] = (),
    help: str = "",  # noqa: A002  # the word on the form
) -> str:
    """
    Let a matter ask something more at filing, or change such a question by its code.

    :param code: Latin letters, digits and underscores; other systems send the answer under it. It never changes.
    :param datatype: ``string``, ``number``, ``datetime``, ``text``, ``singlevaluelist`` or ``multivaluelist``.
    :param order: its place; left out, the last.
    :param choices: for lists: names one a line, or ``key=name``.
    :return: the code.
    :raises UnableToDescribe: if a part is missing or does not fit.
    """
    county = whole_county(actor)
    matter = _matter(matter_number)
    named = clean(label, field="label", most=80)
    listed = _choices(choices) if datatype in LISTS else ""
    if not CODE.fullmatch(code):
        raise UnableToDescribe(_("A code has Latin letters, digits and underscores, a letter first."), field="code")
    if datatype not in DATATYPES:
        raise UnableToDescribe(_("Please choose what kind of answer it is."), field="datatype")
    others = MatterQuestion.objects.filter(matter=matter, retired=False).exclude(code=code)
    if others.count() >= MOST_QUESTIONS:
        raise UnableToDescribe(_("A matter asks at most twelve questions: who files is no clerk."), field="code")
    last = others.aggregate(most=Max("order"))["most"] or 0
    MatterQuestion.objects.update_or_create(
        matter=matter,
        code=code,
        defaults={
            "label": named,
            "datatype": datatype,
            "required": required,
            "order": order or last + 1,
            "choices": listed,
            "help": clean(help, field="help", most=200, needed=False),
            "retired": False,
        },
        create_defaults={
            "id": uuid7(at), "label": named, "datatype": datatype, "required": required, "order": order or last + 1,
            "choices": listed, "help": clean(help, field="help", most=200, needed=False),
        },
    )  # fmt: skip
    _number_anew(matter, code)
    _record(matter, actor, at, county)
    return code


def _choices(lines: Sequence[str]) -> str:
    pairs = choices_in("\n".join(clean(line, field="choices", most=80) for line in lines if str(line).strip()))
    if not pairs:
        raise UnableToDescribe(_("A list needs its choices, one a line."), field="choices")
    if len(pairs) > MOST_CHOICES or len({key for key, _name in pairs}) < len(pairs):
        raise UnableToDescribe(_("At most forty choices, each once."), field="choices")
    return "\n".join(f"{key}={name}" for key, name in pairs)


def _number_anew(matter: Matter, latest: str) -> None:
    """Each question has a place of its own from 1 on; where two claim one, the one set last has it."""
    rows = list(MatterQuestion.objects.filter(matter=matter, retired=False))
    for order, row in enumerate(sorted(rows, key=lambda one: (one.order, one.code != latest, one.code)), start=1):
        if row.order != order:
            row.order = order
            row.save(update_fields=["order"])


@recorded
def retire_question(*, matter_number: int, code: str, actor: Actor, at: datetime) -> None:
    """
    Ask a question no more. What was answered to it stays with the requests.

    :raises NotFound: if the matter asks no such question.
    """
    county = whole_county(actor)
    matter = _matter(matter_number)
    if not MatterQuestion.objects.filter(matter=matter, code=code, retired=False).update(retired=True):
        raise NotFound
    _number_anew(matter, "")
    _record(matter, actor, at, county)


def _matter(number: int) -> Matter:
    matter = Matter.objects.filter(pk=number, retired=False).first()
    if matter is None:
        raise NotFound
    return matter


def _record(matter: Matter, actor: Actor, at: datetime, county: str) -> None:
    subject = Ref("matter", str(matter.number))
    record_for_county("matter.described", subject, actor=actor, at=at, county=county, data={"matter": matter.number})
