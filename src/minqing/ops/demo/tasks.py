"""The worker's part of the demo: it tells the older stories while the doors are open, a few seconds at a time."""

import time
from datetime import datetime, timedelta

from django.utils import translation

from minqing.ledger.jobs import periodic
from minqing.ledger.service import backfilling

from . import planning
from .filling import demo_actor
from .ground import ground_as_laid
from .player import Player
from .staff import staff_in_post

SLICE_SECONDS = 4.0


@periodic(name="demo.tell_history", every=timedelta(seconds=5))
def tell_history(at: datetime) -> None:
    """Play some of the older stories, if a demo waits for them."""
    plan = planning.kept()
    if plan is not None:
        tell(plan, seconds=SLICE_SECONDS)


def tell(plan: planning.Plan, *, seconds: float) -> None:
    """
    Play older stories for a while, the latest of them first, and write down how far it came.

    :param seconds: how long; one story is always played.
    """
    until = time.monotonic() + seconds
    with translation.override("zh-hans"), backfilling(actor=demo_actor(), source="demo"):
        stories = plan.stories()[: plan.first][::-1]
        player = Player(staff=staff_in_post(), ground=ground_as_laid(), seed=plan.seed, until=plan.now)
        for told in range(plan.told, plan.first):
            player.play([stories[told]], seen=lambda _done: None)
            plan = plan.advanced(told + 1)
            if time.monotonic() >= until:
                break
    plan.keep()
