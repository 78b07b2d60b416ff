"""Fills an empty database with the demo county, through the services and from the past to now."""

import gc
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from minqing.cases import service as cases
from minqing.directory import queries as directory
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.errors import Refused
from minqing.kernel.permissions import PERMISSIONS
from minqing.ledger.service import backfilling
from minqing.territory import queries as territory

from . import logins
from .catalogue import describe_some
from .county import put_in_charge
from .ground import COUNTY, lay_ground
from .measuring import publish_own_measures
from .planning import Plan
from .player import Played, Player
from .public import release_some
from .sharing import share_some, state_levels
from .staff import Recruiter, staff_in_post

Progress = Callable[[int, int, str], None]

SIZES = {"small": (1_500, 200), "large": (12_000, 730)}
"""How many requests, over how many days."""
WITHIN_SECONDS = 26.0
"""Where the history may come later: how long the doors may stay closed for the newest requests."""
COUNTY_IN_REQUESTS = 150
"""Making the county costs as much as playing at least so many requests (150 to 300 measured on two machines)."""
BEFORE = timedelta(days=30)
SEED = 139901
VILLAGE = "139901/101/203/"


class NotEmpty(Refused):
    """The demo goes into an empty database only."""

    default = _("The database is not empty; the demo county goes into an empty one only.")


def fill(
    *,
    size: str | int = "small",
    progress: Progress,
    seed: int = SEED,
    at: datetime | None = None,
    history_later: bool = False,
) -> Played:
    """
    Make the demo county: places, units, people, cards, and requests from the past to now.

    :param size: ``small`` (1,500 requests over 200 days), ``large`` (12,000 over two years), or a number.
    :param progress: called with what is done, of how much, and a few words.
    :param seed: the same seed makes the same county, but for codes and passwords.
    :param at: now; the clock when left out, for this is the edge.
    :param history_later: make the newest requests only; the worker makes the older ones while the doors are open.
    :return: what was played; ``refusals`` is empty.
    :raises NotEmpty: if there are places or units already.
    """
    if not may_fill():
        raise NotEmpty
    count, days = SIZES.get(str(size)) or (int(size), SIZES["small"][1])
    plan = Plan(count, days, at or timezone.now(), seed)
    with careless_disk(), less_garbage(), translation.override("zh-hans"):
        return _fill(plan, progress, history_later=history_later)


def how_many_at_once(county_took: float) -> int:
    """
    Say how many requests can be played before the doors must open, by how long this machine took for the county.

    :param county_took: seconds.
    :return: at least forty, so that every desk has something to show.
    """
    a_request = county_took / COUNTY_IN_REQUESTS
    return max(40, int((WITHIN_SECONDS - county_took) / max(a_request, 0.001)))


def _fill(plan: Plan, progress: Progress, *, history_later: bool) -> Played:
    began_at = time.monotonic()
    rng = random.Random(plan.seed)  # noqa: S311  # a story, no secret
    actor, began = demo_actor(), plan.span.start - BEFORE
    cases.load_matters()
    with backfilling(actor=actor, source="demo"), logins.passwords() as passwords:
        progress(0, plan.count, str(_("places, doors and cards")))
        ground = lay_ground(actor=actor, at=began, rng=rng)
        progress(0, plan.count, str(_("units and people")))
        Recruiter(actor=actor, at=began, rng=rng).open_all([(one.path, one.name) for one in ground.villages])
        staff = staff_in_post()
        put_in_charge(staff=staff, ground=ground, actor=actor, at=began)
        describe_some(actor=actor, at=began)
        publish_own_measures(actor=actor, at=began)
        state_levels(actor=actor, at=began)
        opened = logins.open_accounts(staff, passwords, actor=actor, at=began)
        if history_later:
            plan = replace(plan, first=max(0, plan.count - how_many_at_once(time.monotonic() - began_at)))
        whole = plan.count - plan.first
        player = Player(staff=staff, ground=ground, seed=plan.seed, until=plan.now)
        what = str(_("requests filed"))
        played = player.play(plan.stories()[plan.first :], seen=lambda done: progress(done, whole, what))
        share_some(staff=staff, actor=actor, now=plan.now)
        release_some(staff=staff, now=plan.now)
    plan.keep()
    logins.keep(opened)
    return played


def demo_actor() -> Actor:
    """Return who makes the demo: the system, with every permission below the county, for this run only."""
    return system_actor("demo", permissions=list(PERMISSIONS), root=COUNTY)


def may_fill() -> bool:
    """Tell whether the database is empty enough: rules and calendar may be there, places and units may not."""
    return territory.county() is None and not directory.organisation_tree(closed=True)


@contextmanager
def careless_disk() -> Iterator[None]:
    """While an empty SQLite file is filled nothing waits for the disk; at the end everything is on it."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        try:
            yield
        finally:
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def less_garbage() -> Iterator[None]:
    """Collect seldom: the run makes hundreds of thousands of short-lived objects and keeps few."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
