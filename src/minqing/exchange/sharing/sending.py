"""
Sending shared facts to the systems that asked for it: in the one order, signed, repeated until confirmed.

Each address has its own cursor, which moves only when the other side answered 2xx. What is tried again is the same to
the byte under the same id, so that it can be told from something new. The worker waits a few seconds at most, however
slow the other sides are: what has not answered by then has failed.
"""

import http.client
import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from minqing.exchange.models import DataSubscription, DataUse
from minqing.kernel.access import system_actor
from minqing.kernel.errors import Refused
from minqing.ledger.feeds import facts_between, last_position

from .addresses import post
from .holding import Held, held
from .secrets import open_secret, signed
from .subscribing import pause_sending
from .using import log_use, shared, wanted_of

__all__ = ["ATTEMPTS", "send_due"]

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=6)
ATTEMPTS = 12
"""So many failures in a row, over about a day, until somebody has to look."""

LEASE = timedelta(minutes=1)
PATIENCE = 4.0
AT_ONCE = 8
BATCH = 500

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Letter:
    """One message to one address; ``error`` is empty once it was confirmed, None while nobody answered."""

    row: DataSubscription
    grant: Held
    through: int
    body: bytes
    headers: dict[str, str]
    kinds: set[str]
    facts: int
    error: str | None = None


def send_due(at: datetime) -> int:
    """
    Send to every address for which something waits.

    :param at: now, by the worker's clock.
    :return: how many messages were confirmed.
    """
    letters = [letter for row in _lease(at) if (letter := _letter(row, at)) is not None]
    _all_at_once([_sending(letter) for letter in letters])
    return sum([_settle(letter, at) for letter in letters])


def _lease(at: datetime) -> list[DataSubscription]:
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=at)
    alive = Q(grant__withdrawn_at__isnull=True, grant__expires_at__gt=at, grant__client__closed_at__isnull=True)
    waiting = Q(ended_at__isnull=True, paused_at__isnull=True, not_before__lte=at, cursor__lt=last_position())
    with transaction.atomic():
        due = DataSubscription.objects.filter(free, alive, waiting).order_by("not_before", "pk")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        rows = list(due.select_related("grant__client").prefetch_related("grant__elements")[:AT_ONCE])
        for row in rows:
            row.lease, row.leased_until = uuid4(), at + LEASE
            row.save(update_fields=["lease", "leased_until"])
    return rows


def _letter(row: DataSubscription, at: datetime) -> Letter | None:
    """Write what is to be sent; None, and the lease given back, where nothing waits."""
    grant = held(row.grant, at)
    found = facts_between(wanted_of(grant), row.cursor, limit=BATCH, through=row.batch_through)
    if not found.facts:
        _write(row, cursor=found.next, batch_through=None, lease=None, leased_until=None)
        return None
    secrets = _secrets(row, at)
    _write(row, batch_through=found.next)
    facts = [shared(one, grant.id) for one in found.facts]
    said = {"grant": grant.id, "facts": [asdict(one) for one in facts], "next": str(found.next)}
    body = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode()
    message = f"{row.pk.hex}.{row.cursor}.{found.next}"
    headers = signed(secrets, message=message, timestamp=int(at.timestamp()), body=body)
    headers["content-type"] = "application/json; charset=utf-8"
    kinds = {f"fact:{one.kind}" for one in facts}
    letter = Letter(row, grant, found.next, body, headers, kinds, len(facts))
    if not secrets:
        letter.error = _("the secret cannot be opened any more; renew it")
    return letter


def _secrets(row: DataSubscription, at: datetime) -> list[str]:
    sealed = [row.secret]
    if row.old_secret is not None and row.old_until is not None and row.old_until > at:
        sealed.append(row.old_secret)
    return [secret for one in sealed if (secret := open_secret(bytes(one), row.pk)) is not None]


def _sending(letter: Letter) -> Callable[[], None]:
    """Return the step that speaks with the other side; it touches no database."""

    def step() -> None:
        if letter.error is not None:
            return
        try:
            status = post(letter.row.url, letter.body, letter.headers, timeout=PATIENCE)
        except (OSError, http.client.HTTPException, Refused) as failure:
            letter.error = f"{type(failure).__name__}: {failure}"
        else:
            letter.error = "" if 200 <= status < 300 else _("answered %(status)s") % {"status": status}

    return step


def _all_at_once(steps: list[Callable[[], None]]) -> None:
    """Run steps side by side and wait for all of them, but not for long: so many seconds for all together."""
    threads = [threading.Thread(target=step, daemon=True) for step in steps]
    for thread in threads:
        thread.start()
    until = time.monotonic() + PATIENCE
    for thread in threads:
        thread.join(max(until - time.monotonic(), 0))


def _settle(letter: Letter, at: datetime) -> bool:
    """Move the cursor, or postpone; return whether it was confirmed."""
    row, free = letter.row, {"lease": None, "leased_until": None, "tried_at": at}
    error = _("no answer within a few seconds") if letter.error is None else letter.error
    if error:
        _postpone(row, error, at, free)
        return False
    confirmed: dict[str, Any] = {"cursor": letter.through, "batch_through": None, "delivered_at": at}
    if _write(row, **free, **confirmed, failures=0, not_before=at, last_error=""):
        log_use(letter.grant, DataUse.WEBHOOK, letter.kinds, letter.grant.days, rows=letter.facts, at=at)
    return True


def _postpone(row: DataSubscription, error: str, at: datetime, free: dict[str, Any]) -> None:
    failures = row.failures + 1
    wait = min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT)
    log.warning("sending to %s failed: %s", row.pk, error)
    held_it = _write(row, **free, failures=failures, not_before=at + wait, last_error=error[:300])
    if held_it and failures >= ATTEMPTS:
        pause_sending(subscription=row.pk, failures=failures, actor=system_actor("clock"), at=at)


def _write(row: DataSubscription, **changes: Any) -> bool:
    """Write, if the lease is still ours: a slow worker must not overrule its successor."""
    return bool(DataSubscription.objects.filter(pk=row.pk, lease=row.lease).update(**changes))
