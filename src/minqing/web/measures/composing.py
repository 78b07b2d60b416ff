"""The page on which an own measure is written: by form or as text, looked through and counted before it counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minqing.insight.own import queries, service
from minqing.insight.own.confidences import touches_confidences
from minqing.insight.own.faults import DefinitionRefused, Fault
from minqing.insight.own.linting import Looked
from minqing.insight.own.writing import SAMPLE
from minqing.insight.permissions import PUBLISH
from minqing.kernel.errors import NotAllowed, Refused
from minqing.ledger.definitions import definition_hash
from minqing.ledger.measures import every_measure
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.shell import say

from . import context
from .drafting import FIELD_OF, known_from, text_from
from .forms import Compose

BEGINNING = {"kind": "share", "unit": "%", "better": "neither"}


@dataclass(slots=True)
class Draft:
    """
    One measure that is being written.

    :param key: which own measure gets a version; empty for a new one.
    :param form: None where it is written as text.
    :param looked: None until it was looked through.
    """

    key: str
    text: str = ""
    form: Compose | None = None
    reason: str = ""
    reason_wrong: str = ""
    refused: str = ""
    looked: Looked | None = None
    wrong: list[Fault] = field(default_factory=list)

    @property
    def has_failed(self) -> bool:
        """Tell whether something must be mended."""
        return bool(self.wrong or self.refused or self.reason_wrong or (self.form and self.form.errors))


@needs(PUBLISH)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a new measure."""
    return _compose(request, "")


@needs(PUBLISH)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Write the next version of an own measure."""
    queries.text_of(key)
    return _compose(request, key)


def _compose(request: HttpRequest, key: str) -> HttpResponse:
    if not service.may_publish(request.actor):  # type: ignore[attr-defined]
        raise NotAllowed
    draft = _sent(request, key) if request.method == "POST" else _begun(request, key)
    if request.method == "POST" and request.POST.get("do") == "publish" and not draft.has_failed:
        done = _publish(request, draft)
        if done:
            say(request, _("%(key)s, version %(n)s, is counted from now on.") % {"key": done.key, "n": done.version})
            return redirect("office:measure", done.key)
    return page(
        request, "office/measures/compose.html", _shown(request, draft), status=422 if draft.has_failed else 200
    )


def _begun(request: HttpRequest, key: str) -> Draft:
    """Begin with the sample, or with the version that holds."""
    text = queries.text_of(key) if key else SAMPLE
    known = (
        known_from(text) if key else BEGINNING | {name: request.GET[name] for name in ("kind",) if name in request.GET}
    )
    as_text = request.GET.get("as") == "text" or known is None
    return Draft(key, text, None if as_text else Compose(known=known))


def _sent(request: HttpRequest, key: str) -> Draft:
    """Read what was typed; nothing of it is lost, whatever is wrong with it."""
    sent, do = request.POST, request.POST.get("do", "look")
    draft = Draft(key, reason=sent.get("reason", "")[:400])
    if "text" in sent:
        draft.text = sent["text"].replace("\r\n", "\n")
    elif do == "choose":
        draft.form = Compose(known=_as_known(sent))
        return draft
    else:
        draft.form = Compose(sent)
        is_whole = draft.form.is_valid()
        draft.text = text_from(draft.form)
        if do == "text":
            is_empty = not (sent.get("name") or sent.get("title"))
            draft.text, draft.form = (SAMPLE if is_empty else draft.text), None
            return draft
        if not is_whole:
            return draft
    _look(draft)
    return draft


def _as_known(sent: Any) -> dict[str, Any]:
    return {name: values if len(values) > 1 else values[0] for name, values in sent.lists()}


def _look(draft: Draft) -> None:
    try:
        draft.looked = service.look_through(draft.text, of=draft.key)
    except Refused as refusal:
        draft.refused = str(refusal)
        return
    draft.wrong = [fault for fault in draft.looked.faults if fault.grave]
    _at_fields(draft)


def _at_fields(draft: Draft) -> None:
    """Put each fault at the field that says it; what no field says stays at the head."""
    if draft.form is None:
        return
    for fault in draft.wrong:
        name = FIELD_OF.get(fault.where, fault.where)
        draft.form.add_error(name if name in draft.form.fields else None, str(fault.words))


def _publish(request: HttpRequest, draft: Draft) -> Any:
    try:
        return service.publish_measure(
            text=draft.text,
            reason=draft.reason,
            actor=request.actor,  # type: ignore[attr-defined]
            at=timezone.now(),
        )
    except DefinitionRefused as refusal:
        draft.wrong = list(refusal.faults)
    except Refused as refusal:
        if refusal.field == "reason":
            draft.reason_wrong = str(refusal)
        else:
            draft.refused = str(refusal)
    return None


def _shown(request: HttpRequest, draft: Draft) -> Mapping[str, Any]:
    shown: dict[str, Any] = {"draft": draft, "form": draft.form, "measures": []}
    if draft.form is None or "expression" in draft.form.fields:
        shown["measures"] = [
            (key, one.title, one.unit) for key, one in sorted(every_measure().items()) if not touches_confidences(one)
        ]
    if draft.looked is None:
        return shown
    shown["notes"] = [fault for fault in draft.looked.faults if not fault.grave]
    if draft.looked.measure:
        measure = draft.looked.measure
        card = queries.Card(measure.key, measure, definition_hash(measure))
        number = queries.number_now(measure, request.actor, at=timezone.now())  # type: ignore[attr-defined]
        shown["preview"] = context.shown(card) | {"now": context.now_words(card, number, request.actor)}  # type: ignore[attr-defined]
    return shown
