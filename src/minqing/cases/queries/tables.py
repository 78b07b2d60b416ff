"""Reads of the tables that people edit, and of reports of pressure."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from minqing.cases.answering.fields import filled, values_of
from minqing.cases.answers import SHIPPED
from minqing.cases.codes import Decline, Duty, Outcome, title
from minqing.cases.matters import all_matters
from minqing.cases.models import Case, Matter, Office, PressureReport, RoutingRule, StandardText
from minqing.cases.records import (
    CaseCard,
    DeclineAnswer,
    MatterView,
    OfficeView,
    PressureLine,
    RoutingRow,
    StandardReply,
)
from minqing.kernel.access import Actor, path_range
from minqing.territory import queries as territory


def matters() -> tuple[MatterView, ...]:
    """Return every matter in use, in the order of the county's tree."""
    return all_matters()


def routing_rows(*, with_counts: bool = False) -> tuple[RoutingRow, ...]:
    """
    Return the routing table in force, the default row first.

    :param with_counts: how many open requests each row sent where they are.
    """
    rows = list(RoutingRule.objects.filter(ended=False).order_by("place_path", "matter"))
    names = dict(Matter.objects.values_list("number", "name"))
    places = territory.full_names(row.place_path for row in rows)
    fired: Counter[object] = Counter()
    if with_counts:
        fired.update(Case.objects.filter(stage__gt=0).exclude(routing_row=None).values_list("routing_row", flat=True))
    return tuple(
        RoutingRow(
            id=str(row.id),
            matter_number=row.matter or None,
            matter=names.get(row.matter, ""),
            place_path=row.place_path,
            place_name=places.get(row.place_path, row.place_path),
            lead_path=row.lead_path,
            lead_name=row.lead_name,
            rule_id=row.rule_id,
            is_default=row.matter == 0 and row.place_path.count("/") == 1,
            fired=fired[row.id],
        )
        for row in rows
    )


def offices() -> tuple[OfficeView, ...]:
    """Return which office is in charge of what, where."""
    return tuple(
        OfficeView(Duty(row.duty).name.lower(), row.place_path, row.org_path, row.org_name)
        for row in Office.objects.order_by("duty", "place_path")
    )


def standard_replies(*, actor: Actor, matter_number: int | None = None) -> tuple[StandardReply, ...]:
    """Return standard replies for staff: those of a matter first, then those for every matter; all without a matter."""
    if not actor.grants:
        return ()
    rows = StandardText.objects.filter(retired=False, decline=0).order_by("-matter", "outcome", "title")
    if matter_number:
        rows = rows.filter(matter__in={0, matter_number})
    return tuple(_standard(row) for row in rows)


def _standard(row: StandardText) -> StandardReply:
    outcome = Outcome(row.outcome) if row.outcome else None
    return StandardReply(
        id=str(row.id),
        title=row.title,
        text=row.text,
        matter_number=row.matter or None,
        outcome=outcome.name.lower() if outcome else "",
        outcome_label=title(outcome) if outcome else "",
    )


def replies_for(card: CaseCard, *, actor: Actor, at: datetime) -> tuple[StandardReply, ...]:
    """Return the standard replies that fit a request, filled in with its facts; none of them knows who wrote it."""
    values = values_of(
        number=card.number,
        matter=card.matter,
        unit=card.unit_name,
        place=card.place_name,
        registered_at=card.registered_at,
        promised_at=card.promise.due_at,
        at=at,
    )
    found = standard_replies(actor=actor, matter_number=card.matter_number)
    return tuple(replace(one, text=filled(one.text, values)) for one in found)


def decline_answers() -> tuple[DeclineAnswer, ...]:
    """Return the six lawful reasons to decline, each with the county's answer, or the one that ships."""
    own = dict(StandardText.objects.filter(decline__gt=0).values_list("decline", "text"))
    return tuple(
        DeclineAnswer(why.name.lower(), title(why), own.get(why, SHIPPED[why]), is_own=why in own) for why in Decline
    )


def pressure_reports(actor: Actor, *, at: datetime, limit: int = 100) -> tuple[PressureLine, ...]:
    """Return reports of pressure for the office outside the chain, those not taken up first."""
    reach = PressureReport.objects.none()
    for grant in actor.reach("cases.pressure"):
        place = path_range("case__place_path", grant.place_path)
        reach |= PressureReport.objects.filter(path_range("office_path", grant.org_path) & place)
    rows = reach.select_related("case").order_by("-reported_at")[:limit]
    found = [
        PressureLine(
            id=str(row.id),
            number=row.case.number,
            reported_at=row.reported_at,
            words=row.words,
            unit_name=row.unit_name,
            due_at=row.due_at,
            taken_up_at=row.taken_up_at,
            late=(row.taken_up_at or at) > row.due_at,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda line: line.taken_up_at is not None))
