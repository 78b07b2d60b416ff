"""The worker's part of operations: it makes the model that a post ordered, beside its other work."""

import threading
from datetime import datetime, timedelta

from django.db import connections
from django.utils import translation

from minqing.cases import queries, service
from minqing.ledger.jobs import periodic
from minqing.ops.operator import now, operator

_learning = threading.Lock()


@periodic(name="ops.learn_suggestions", every=timedelta(seconds=10))
def learn_suggestions(at: datetime) -> None:
    """Begin with the model that was ordered, if none is being made; in a thread, so that notices do not wait."""
    if queries.is_model_ordered() and _learning.acquire(blocking=False):
        threading.Thread(target=_learn, daemon=True).start()


def _learn() -> None:
    try:
        with translation.override("zh-hans"):
            service.learn_ordered(actor=operator("cases.route"), at=now())
    finally:
        _learning.release()
        connections.close_all()
