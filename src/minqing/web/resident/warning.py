"""Words of danger to life: whom to call comes first, then a way on with every word kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from minqing.directory.queries import duty_channel
from minqing.vault.danger import Danger, danger_in

from .advice import advice_for, other_numbers
from .edge import page

TOLD = "told"
"""Posted as "1" once the page with 110, 119 and 120 was shown: it comes once and never bars the way."""
STAY = "stay"


def danger_page(
    request: HttpRequest, danger: Danger, carried: Iterable[tuple[str, str]], frame: Mapping[str, Any] | None = None
) -> HttpResponse:
    """
    Draw the page that says whom to call first.

    :param carried: (name, value) of everything that was typed; it goes on with the form.
    """
    duty = duty_channel(timezone.now()).state
    said = {"danger": danger, "advice": advice_for(danger.kind), "others": other_numbers(danger.call), "duty": duty}
    return page(request, "danger_page", {**(frame or {}), **said, "carried": list(carried)})


def first_of_all(request: HttpRequest, words: str, carried: Iterable[tuple[str, str]]) -> HttpResponse | None:
    """Say whom to call, if posted words name danger and nobody has said so yet; before anything is found wrong."""
    danger = danger_in(words) if request.method == "POST" and not was_told(request) else None
    return danger_page(request, danger, [*carried, (TOLD, "1")], {"action": request.path}) if danger else None


def was_told(request: HttpRequest) -> bool:
    """Tell whether the page came already."""
    return request.POST.get(TOLD) == "1"


def goes_back(request: HttpRequest) -> bool:
    """Tell whether she wants to see once more what she wrote, before sending it."""
    return request.POST.get("go") == STAY
