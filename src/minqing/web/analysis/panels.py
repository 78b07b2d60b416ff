"""The panels of the analysis: each page that looks at figures in one fixed way puts itself here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Panel:
    """
    One panel.

    :param name: the name of its address among the office's.
    :param says: in one line what it shows.
    """

    name: str
    title: Any
    says: Any = ""

    @property
    def href(self) -> str:
        """Return its address."""
        return reverse(f"office:{self.name}")


PANELS: list[Panel] = []


def add_panels(panels: Sequence[Panel]) -> None:
    """Put panels on the page of the analysis, once each, in this order."""
    PANELS.extend(one for one in panels if one not in PANELS)
