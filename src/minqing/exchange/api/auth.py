"""Who calls: a system with a key in the Authorization header."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from minqing.exchange import queries, service
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed


class ClientKey(HttpBearer):
    """The key of a system, as it was shown once."""

    openapi_description = "The key of a client system: `Authorization: Bearer <key>`."

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Find the system; None refuses with 401."""
        whole, now = token.strip(), timezone.now()
        found = queries.actor_for_key(whole, at=now)
        if found is not None:
            service.note_use(whole, at=now)
        return found


def caller(request: HttpRequest) -> Any:
    """Return the system that calls, as an actor."""
    return request.auth  # type: ignore[attr-defined]  # set by ninja after authenticate()


def refuse_without_role(request: HttpRequest) -> None:
    """
    Refuse who works here to a system that does no work here: one that only takes what is shared, or nothing yet.

    :raises NotAllowed: if it holds no permission at all.
    """
    if not caller(request).grants:
        raise NotAllowed


def holder(request: HttpRequest, *permissions: str) -> Any:
    """
    Return the system that calls, where it holds one of some permissions, as the page asks for one of them.

    :raises NotAllowed: if it holds none of them.
    """
    actor = caller(request)
    if not any(map(actor.holds, permissions)):
        raise NotAllowed
    return actor
