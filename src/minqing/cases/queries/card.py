"""One request as the office sees it. Reading it is recorded by ``service.open_case``; queries never write."""

from datetime import datetime
from typing import Any

from minqing.cases import codes
from minqing.cases.about import may_be_about
from minqing.cases.access import get_case
from minqing.cases.catalogue.answering import answers_of
from minqing.cases.kinds.codes import RequestKind
from minqing.cases.matters import matter_name
from minqing.cases.models import Case, RoutingRule
from minqing.cases.names import unit_name
from minqing.cases.offers import offered, undo_offered
from minqing.cases.records import CaseCard, HistoryLine, OfferedVerb, RoutingView
from minqing.cases.routing import WHY, WITHOUT_ROW, suggested
from minqing.cases.states import RINGS, STATES
from minqing.cases.undoing import UNDOES, is_fresh
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.vault import queries as vault
from minqing.vault.codes import CHILD
from minqing.vault.service import opens_at_once

from . import parts
from .clocktexts import Watch
from .confided import ratings_said
from .receipt import rating_state
from .refusals import refusal_of
from .ties import ties
from .together import parts_of

SHOWN = ("parties", "extensions")
"""What several parts of the page ask for: read once."""


def case_card(number: str, *, actor: Actor, at: datetime) -> CaseCard:
    """
    Return everything the page of a request shows, with the verbs this actor may use now.

    :raises CaseNotFound: if it is absent, out of reach, or the actor is barred.
    """
    case = get_case(number, actor=actor, permission="cases.read", along=SHOWN)
    watch = Watch.at_place(at, case.place_path)
    text, additions = parts.texts(case)
    replies, said = parts.replies(case), parts.history(case, for_resident=False)
    return CaseCard(
        id=str(case.uuid),
        ref=case.ref,
        number=case.number,
        state=case.state,
        state_label=STATES[case.state],
        stage=case.stage or None,
        ring=RINGS[case.state],
        alias=str(vault.alias(case.uuid)),
        text=text,
        where=case.where_text,
        additions=additions,  # type: ignore[arg-type]  # moments and texts
        **_kept(case, actor),
        place_path=case.place_path,
        place_name=case.place_name,
        matter_number=case.matter or None,
        matter=matter_name(case.matter),
        channel=codes.Channel(case.channel).name.lower(),
        channel_label=codes.title(codes.Channel(case.channel)),
        on_behalf=case.on_behalf,
        registered_at=case.registered_at,
        **_about(case, actor),
        may_call=case.may_call,
        unit_path=case.lead_path,
        unit_name=case.lead_name,
        holder=case.holder_label,
        co_units=tuple(party.name for party in case.parties.all() if party.role == "co"),
        clock=watch.of_promise(case),
        stage_clock=watch.of_stage(case),
        promise=parts.promise(case, late=case.is_open and case.is_late(at)),
        routing=_routing(case),
        demands=parts.demands(case, replies[0] if replies else None),
        replies=replies,
        questions=parts.questions(case),
        extensions=parts.extensions(case),
        refusal=refusal_of(case),
        supervisions=parts.supervisions(case),
        history=said,
        readers=parts.readers(case),
        bounce=case.bounce,
        **_ended(case, actor, at),
        verbs=(*offered(case, actor), *_undo(case, said, actor, at)),
        answers=answers_of(case.serial),
        parts=parts_of(case, watch),
        ties=ties(case, actor=actor, at=at),
    )


def _undo(case: Case, said: tuple[HistoryLine, ...], actor: Actor, at: datetime) -> tuple[OfferedVerb, ...]:
    """Offer to take back what was just done; the history, read already, mostly says there is nothing."""
    fresh = said[-1].kind in UNDOES.values() and is_fresh(said[-1].at, at)
    return undo_offered(case, actor, at) if fresh else ()


def _ended(case: Case, actor: Actor, at: datetime) -> dict[str, Any]:
    """Say how the office left it, and what the resident says of that."""
    return {
        "outcome": codes.Outcome(case.outcome).name.lower() if case.outcome else "",
        "outcome_label": codes.title(codes.Outcome(case.outcome)) if case.outcome else "",
        "not_now_until": case.not_now_until,
        "solved": codes.Solved(case.solved).name.lower() if case.solved else "",
        "solved_label": codes.title(codes.Solved(case.solved)) if case.solved else "",
        "rating_state": rating_state(case, at, with_token=False).state,
        "ratings": ratings_said(case, actor),
    }


def _kind(case: Case) -> dict[str, Any]:
    kind = RequestKind(case.kind) if case.kind else None
    return {"kind": kind.name.lower(), "kind_label": codes.title(kind)} if kind else {}


def _about(case: Case, actor: Actor) -> dict[str, Any]:
    """Say which kind it is, which danger it names, and which units it is about or seems to complain of."""
    hint = may_be_about(case, actor)
    return {
        **_kind(case),
        "danger": case.danger,
        "danger_label": codes.title(codes.DangerKind[case.danger.upper()]) if case.danger else "",
        "about": tuple(
            party.name or unit_name(party.org_path) for party in case.parties.all() if party.role == "accused"
        ),
        "may_be_about": hint.name if hint else "",
        "may_be_about_path": hint.path if hint else "",
    }


def _kept(case: Case, actor: Actor) -> dict[str, Any]:
    """Say what the vault keeps for the page: photos, whether they are locked, and what an erasure left."""
    kept = vault.kept_of(case.uuid)
    return {
        "photos": tuple(str(photo) for photo in kept.photos),
        "child": kept.child,
        "child_label": CHILD[kept.child][1] if kept.child else "",
        "certificate": kept.certificate,
        "locked": bool(kept.child) and not _opens_at_once(case, actor),
    }


def _opens_at_once(case: Case, actor: Actor) -> bool:
    """Tell whether this post sees a child's photos without waiting: the duty, while a life is in danger."""
    urgent = bool(case.danger) and case.is_open
    return urgent and opens_at_once(actor, org_path=case.intake_path, place_path=case.place_path)


def _routing(case: Case) -> RoutingView | None:
    """Before dispatch the row that would fire; afterwards the one that did."""
    if not case.lead_path:
        return suggested(case).view() if case.is_open else None
    row = RoutingRule.objects.filter(pk=case.routing_row).first() if case.routing_row else None
    why = case.routing_why or "chosen"
    return RoutingView(
        row_id=str(row.id) if row else "",
        lead_path=case.lead_path,
        lead_name=case.lead_name or unit_name(case.lead_path),
        rule_id=row.rule_id if row else "",
        why=WHY[why],
        is_default=why in WITHOUT_ROW,
    )


def standing(number: str, *, actor: Actor, at: datetime) -> tuple[str, tuple[OfferedVerb, ...]]:
    """
    Return where a request stands and what this actor may do next.

    :return: ("", ()) when it has left the actor's reach.
    """
    try:
        case = get_case(number, actor=actor, permission="cases.read")
    except NotFound:
        return "", ()
    return case.state, (*offered(case, actor), *undo_offered(case, actor, at))
