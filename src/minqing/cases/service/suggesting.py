"""Models that suggest matters: ordered, trained, put to use. What they suggest is never applied by itself."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import IntegrityError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from minqing.cases.models import SuggestionModel
from minqing.cases.routes import record_for_county
from minqing.cases.steps import Act
from minqing.cases.suggesting.asking import suggest_matters
from minqing.cases.suggesting.codes import Origin
from minqing.cases.suggesting.training import Labelled, Seen, Trained, settled_texts, train
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware
from minqing.ledger.service import recorded
from minqing.territory import queries as territory

__all__ = ["choose_model", "learn_ordered", "order_model", "seed_model", "train_model"]

PERMISSION = "cases.route"
NOWHERE = "/"
IN_WORKER = 4_000
"""So many texts at most where the worker learns: its other work goes on meanwhile, but more slowly."""


class UnableToChoose(Refused):
    """This model cannot be put to use."""


def train_model(*, actor: Actor, at: datetime, seen: Seen = lambda _done, _whole: None) -> int:
    """
    Learn from the county's own settled requests, here and now: a matter of a minute for ten thousand of them.

    :param seen: told how many steps of how many are done.
    :return: the version; nothing uses it until it is chosen.
    :raises NotAllowed: if the actor may not edit routing in the whole county.
    :raises TooFewTexts: if there is too little to learn from.
    """
    _refuse_strangers(actor)
    return _keep(trained=train(settled_texts(), seen=seen), origin=Origin.OWN, actor=actor, at=aware(at))


def seed_model(*, texts: Iterable[Labelled], actor: Actor, at: datetime) -> int | None:
    """
    Learn from example texts where there is no model at all, and put that to use.

    :return: the version; None where there was one.
    """
    if SuggestionModel.objects.exists():
        return None
    trained = train(texts, seen=lambda _done, _whole: None, tried=False)
    return _keep(trained=trained, origin=Origin.SEED, actor=actor, at=aware(at), chosen=True)


@recorded
def order_model(*, actor: Actor, at: datetime) -> int:
    """
    Order a model from the county's own settled requests; the worker makes it within minutes.

    :return: the version it will have.
    :raises Refused: if one is being made already.
    """
    _refuse_strangers(actor)
    if SuggestionModel.objects.filter(state="asked").exists():
        raise Refused(_("A model is being made already. Its line shows how far it is."))
    row = SuggestionModel(version=_next(), origin=Origin.OWN, made_at=aware(at), **_by(actor))
    row.save(force_insert=True)
    _record("suggestion.asked", row, actor, at, {})
    return row.version


def learn_ordered(*, actor: Actor, at: datetime) -> int | None:
    """
    Make the model that was ordered, if any; where there is too little to learn from, say so in its line.

    :return: its version; None where none was ordered.
    """
    row = SuggestionModel.objects.filter(state="asked").first()
    if row is None:
        return None
    try:
        trained = train(settled_texts(most=IN_WORKER), seen=partial(_seen, row.version))
    except Refused as refusal:
        SuggestionModel.objects.filter(pk=row.version).update(state="refused", said=str(refusal)[:300])
        return row.version
    return _keep(trained=trained, origin=Origin.OWN, actor=actor, at=aware(at), version=row.version)


def _seen(version: int, done: int, whole: int) -> None:
    SuggestionModel.objects.filter(pk=version).update(done=100 * done // whole)


@recorded
def _keep(
    *, trained: Trained, origin: Origin, actor: Actor, at: datetime, version: int = 0, chosen: bool = False
) -> int:
    row = SuggestionModel.objects.filter(pk=version).first() or SuggestionModel(version=_next(), **_by(actor))
    found = trained.evaluation
    row.state, row.origin, row.made_at, row.done = "ready", origin, at, 100
    row.packed, row.digest = trained.packed, trained.digest
    row.texts, row.labels, row.top1, row.top3 = found.texts, found.labels, found.top1, found.top3
    row.macro_f1 = round(found.macro_f1 * 10_000)
    row.save()
    told = {"labels": row.labels, "top1": row.top1, "top3": row.top3, "macro_f1": row.macro_f1}
    data = {"texts": row.texts, "origin": origin, "digest": row.digest[:16], **told}
    _record("suggestion.trained", row, actor, at, data)
    if chosen:
        _choose(row, actor, at)
    return row.version


@recorded
def choose_model(*, version: int, actor: Actor, at: datetime) -> None:
    """
    Put a model to use, an earlier one as well; the change holds for every suggestion from now on.

    :raises NotFound: if there is no such model.
    :raises UnableToChoose: if it is not ready, or in use already.
    """
    _refuse_strangers(actor)
    row = SuggestionModel.objects.select_for_update().filter(pk=version).first()
    if row is None:
        raise NotFound(_("There is no model of this number."))
    if row.state != "ready":
        raise UnableToChoose(_("This model is not ready, so it cannot be put to use."))
    if row.chosen:
        raise UnableToChoose(_("This model is in use already."))
    _choose(row, actor, aware(at))


def _choose(row: SuggestionModel, actor: Actor, at: datetime) -> None:
    before = SuggestionModel.objects.filter(chosen=True).first()
    SuggestionModel.objects.filter(chosen=True).update(chosen=False)
    row.chosen = True
    try:
        row.save(update_fields=["chosen"])
    except IntegrityError as quicker:
        raise UnableToChoose(_("Somebody has just put another model to use. Look again.")) from quicker
    _record("suggestion.chosen", row, actor, at, {"origin": row.origin, "before": before.version if before else 0})


def weigh(act: Act, text: str) -> None:
    """Record where the matter that a person has settled on stood among those suggested from a request's words."""
    found = suggest_matters(text)
    if found.matters:
        rank = found.rank(act.case.matter)
        act.fact("suggestion.weighed", rank=rank, origin=found.origin, model=found.version)


def _record(kind: str, row: SuggestionModel, actor: Actor, at: datetime, data: dict[str, object]) -> None:
    subject = Ref("suggestion_model", str(row.version))
    record_for_county(kind, subject, actor=actor, at=at, county=_county(), data={"model": row.version, **data})


def _county() -> str:
    county = territory.county()
    return str(county.path) if county else NOWHERE


def _refuse_strangers(actor: Actor) -> None:
    where = _county()
    if not any(grant.covers(PERMISSION, grant.org_path, where) for grant in actor.reach(PERMISSION)):
        raise NotAllowed(_("A model serves the whole county; your post may edit routing in a part of it only."))


def _next() -> int:
    return (SuggestionModel.objects.aggregate(last=Max("version"))["last"] or 0) + 1


def _by(actor: Actor) -> dict[str, str]:
    return {"made_by": str(actor.ref), "made_by_label": actor.label[:120] if actor.ref.kind == "post" else ""}
