"""What the demo tells: how many stories over which days; kept in a file while the worker still tells the older ones."""

import json
import random
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from minqing.rulebook import queries as rulebook

from .officehours import OfficeHours
from .seasons import Window, window
from .staff import units
from .story import Story, Storyteller

FILE = "demo-plan.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """
    How much to tell, over which days, from which seed.

    :param first: stories before this one are still to be told; 0 when all are.
    :param told: of these, how many were.
    """

    count: int
    days: int
    now: datetime
    seed: int
    first: int = 0
    told: int = 0

    @property
    def span(self) -> Window:
        """The days that the demo tells."""
        return window(self.now, self.days)

    def stories(self) -> list[Story]:
        """Draw every story; the same plan gives the same ones."""
        return _stories(self.count, self.days, self.now, self.seed)

    def keep(self) -> None:
        """Write down what is still to be told; nothing to tell, no file."""
        file = Path(settings.DATA) / FILE
        if self.told >= self.first:
            file.unlink(missing_ok=True)
            return
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps({**asdict(self), "now": self.now.isoformat()}), encoding="utf-8")
        draft.replace(file)

    def advanced(self, told: int) -> "Plan":
        """Return the plan after some more stories."""
        return replace(self, told=told)


@lru_cache(maxsize=1)
def _stories(count: int, days: int, now: datetime, seed: int) -> list[Story]:
    rng = random.Random(f"{seed}:stories")  # noqa: S311  # a story, no secret
    habits = {unit.key: unit.habit for unit in units() if unit.habit}
    return Storyteller(rng, OfficeHours(rulebook.calendar(), rng), window(now, days), habits).stories(count)


def kept() -> Plan | None:
    """Return the plan of what is still to be told; None when there is none."""
    file = Path(settings.DATA) / FILE
    if not file.exists():
        return None
    fields = json.loads(file.read_text(encoding="utf-8"))
    return Plan(**{**fields, "now": datetime.fromisoformat(fields["now"])})
