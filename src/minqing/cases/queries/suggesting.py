"""Reads of suggestions: which matters a text may be about, and the models that say so."""

from django.db.models.functions import Length

from minqing.cases.access import get_case
from minqing.cases.codes import title
from minqing.cases.models import Case, SuggestionModel
from minqing.cases.records import Compared, MatterSuggestion, ModelView
from minqing.cases.routing import route_of
from minqing.cases.suggesting.asking import Held, suggest_matters
from minqing.cases.suggesting.codes import Origin
from minqing.cases.suggesting.compact import unpack
from minqing.cases.suggesting.training import texts_of
from minqing.cases.understanding.demands import demands_in
from minqing.cases.understanding.places import named_elsewhere
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound

LISTED = 30
TRIED = 500


def suggested_matters(words: str) -> tuple[MatterSuggestion, ...]:
    """Return at most three matters that masked words suggest, the likeliest first, each with its reason."""
    return suggest_matters(words).matters


def suggested_demands(words: str) -> tuple[str, ...]:
    """Return the sentences of masked words that ask for something, to be taken over by whoever accepts."""
    return demands_in(words)


def places_named(words: str, place_path: str) -> tuple[str, ...]:
    """Return full names of towns and villages that masked words name and where the request does not lie."""
    return named_elsewhere(words, place_path)


def suggestion_models() -> tuple[ModelView, ...]:
    """Return the newest models, and the one in use however old it is."""
    rows = SuggestionModel.objects.defer("packed").annotate(size=Length("packed")).order_by("-version")
    newest = list(rows[:LISTED])
    in_use = [one for one in rows.filter(chosen=True) if one not in newest]
    return tuple(_view(one, getattr(one, "size", 0) or 0) for one in [*newest, *in_use])


def is_model_ordered() -> bool:
    """Tell whether a model was ordered that nobody has made yet."""
    return SuggestionModel.objects.filter(state="asked").exists()


def unit_for(number: str, *, matter: int, actor: Actor) -> str:
    """
    Return the path of the unit to which the routing table would send a request if this were its matter.

    :raises CaseNotFound: if it is absent or out of reach.
    """
    return route_of(get_case(number, actor=actor, permission="cases.read"), matter=matter).lead_path


def _view(row: SuggestionModel, size: int) -> ModelView:
    return ModelView(
        version=row.version,
        state=row.state,
        origin=title(Origin(row.origin)),
        made_at=row.made_at,
        made_by=row.made_by_label,
        done=row.done,
        said=row.said,
        texts=row.texts,
        labels=row.labels,
        top1=row.top1,
        top3=row.top3,
        macro_f1=row.macro_f1 / 10_000,
        digest=row.digest[:16],
        size=size,
        chosen=row.chosen,
    )


def compare_models(one: int, other: int, *, actor: Actor) -> Compared:
    """
    Ask two models about the newest settled requests within reach, five hundred at most.

    :raises NotFound: if one of them is not there or not ready.
    """
    held = {version: _held(version) for version in (one, other)}
    rows = Case.objects.within(actor, "cases.read").exclude(matter=0).exclude(matter_by="").order_by("-serial")
    pairs = list(texts_of(list(rows.values_list("serial", "matter")[:TRIED])))
    first, among, same = dict.fromkeys(held, 0), dict.fromkeys(held, 0), 0
    for text, label in pairs:
        told = {version: suggest_matters(text, held=model).matters for version, model in held.items()}
        for version, matters in told.items():
            names = [str(matter.number) for matter in matters]
            first[version] += names[:1] == [label]
            among[version] += label in names
        same += len({matters[:1] and matters[0].number for matters in told.values()}) == 1
    return Compared(len(pairs), first, among, same)


def _held(version: int) -> Held:
    row = SuggestionModel.objects.filter(pk=version, state="ready").first()
    if row is None or row.packed is None:
        raise NotFound
    return Held(row.version, Origin(row.origin), unpack(bytes(row.packed)))
