"""How a verb is carried out for a system: once under one idempotency key, by one call to the service."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router
from pydantic import BaseModel

from minqing.exchange import once
from minqing.kernel.errors import Refused
from minqing.kernel.verbs import Verb
from minqing.ledger.service import together_with

from .auth import caller
from .inputs import Input, given, input_of
from .problems import REFUSALS

KEY_HEADER = "Idempotency-Key"
KEY_LIMIT = 200


class KeyTooLong(Refused):
    """An idempotency key is longer than allowed."""

    code = "idempotency-key-too-long"
    default = _("An idempotency key has at most 200 characters.")


class Done(BaseModel):
    """What was asked for has been done, now or earlier under the same idempotency key."""

    done: bool = True
    again: bool = False


def key_of(request: HttpRequest) -> str:
    """
    Return the idempotency key of a request, or nothing.

    :raises KeyTooLong: if it is longer than the API says it may be; two keys are never taken for one.
    """
    key = request.headers.get(KEY_HEADER, "")
    if len(key) > KEY_LIMIT:
        raise KeyTooLong
    return key


def carry_out(request: HttpRequest, run: Callable[..., Any], **fields: Any) -> bool:
    """
    Run one service function as the calling system.

    :param run: a verb, one transaction; takes ``actor``, ``at`` and the fields.
    :return: True when it was done earlier under the same idempotency key and nothing was done now.
    """
    actor, at = caller(request), timezone.now()
    key = key_of(request)
    if not key:
        run(actor=actor, at=at, **fields)
        return False
    what = f"{request.method} {request.path}\n".encode() + request.body
    claim = once.claim(actor, key, what, at=at)
    if claim is None:
        return True
    try:
        with together_with(lambda: claim.done(at=at)):
            run(actor=actor, at=at, **fields)
    except Exception:
        claim.give_back()
        raise
    return False


def offer(router: Router, verbs: Mapping[str, Verb], *, under: str, tag: str) -> None:
    """
    Give each verb of a table an address of its own, ``POST <under>/<key>``, with the schema of its fields.

    :param verbs: a module's table; its ``run`` takes ``actor``, ``at`` and the fields.
    """
    for verb in verbs.values():
        router.add_api_operation(
            f"{under}/{verb.key}",
            ["POST"],
            _address(verb),
            response={200: Done, **REFUSALS},
            summary=str(verb.title),
            description=f"Needs the permission `{verb.permission}`.",
            operation_id=f"{tag}_{verb.key}",
            tags=[tag],
            openapi_extra=HEADER,
        )


def _address(verb: Verb) -> Callable[..., Any]:
    def act(request: HttpRequest, body: Input) -> Done:
        return Done(again=carry_out(request, verb.run, **given(body)))

    act.__annotations__["body"] = input_of(verb)
    return act


HEADER = {
    "parameters": [
        {
            "in": "header",
            "name": KEY_HEADER,
            "required": False,
            "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LIMIT},
            "description": "A key of your own for this step: sent again, it is not carried out a second time.",
        }
    ]
}
