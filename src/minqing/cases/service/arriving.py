"""The one way in for a resident's words, whichever door they come by: masked for the desks, and read for danger."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from minqing.cases import clocks
from minqing.cases.codes import DangerKind, Duty
from minqing.cases.models import Case
from minqing.cases.paths import and_above
from minqing.cases.routing import clear_office
from minqing.cases.steps import Act
from minqing.directory.service import raise_alarm
from minqing.vault.danger import Danger, danger_in
from minqing.vault.masking import mask
from minqing.vault.queries import is_about_child

__all__ = ["Arrived", "alarm", "read_in", "wake", "words_came_in"]


@dataclass(frozen=True, slots=True)
class Arrived:
    """Words as the desks may read them, the danger to life that they name, and whether anything is covered in them."""

    text: str
    danger: Danger | None
    covered: bool

    @property
    def kind(self) -> DangerKind:
        """The danger as a fact's code."""
        return DangerKind[self.danger.kind.upper()] if self.danger else DangerKind.NONE


def read_in(case: Case, said: str, **covered: Iterable[Any]) -> Arrived:
    """
    Read what a resident says about a request that is there already. Changes nothing.

    :param covered: what is to be covered beside what is found: ``known`` and ``extra_spans`` of :func:`mask`.
    """
    masked = mask(said, child=is_about_child(case.uuid), **covered)
    return Arrived(masked.text, danger_in(said), covered=bool(masked.spans))


def words_came_in(act: Act, said: str, *, about: str = "") -> Arrived:
    """
    Take in what a resident says about a request that is there already. Whoever lets words in by a new door calls this.

    :param about: the unit that the words are about; it learns nothing of an alarm.
    """
    arrived = read_in(act.case, said)
    wake(act, arrived, about=about)
    return arrived


def wake(act: Act, arrived: Arrived, *, about: str = "") -> None:
    """Wake the duty line by words of danger to life, and let an open request burn first; the caller saves it."""
    case = act.case
    if arrived.danger:
        case.danger = arrived.danger.kind
        if case.is_open:
            clocks.burn_first(case)
        case.save(update_fields=["danger", "burns_at"])
        alarm(act, arrived.danger, about=about)


def alarm(act: Act, danger: Danger, *, about: str = "") -> None:
    """Wake the duty line at once where a life may be in danger; nothing of that kind waits in a queue."""
    case = act.case
    hidden = {*_barred(case), *([about] if about else ())}
    raise_alarm(
        subject=case.ref,
        kind=danger.kind,
        org_path=_office(case, hidden),
        place_path=case.place_path,
        actor=act.by,
        at=act.at,
        number=case.number,
        kept_from=hidden,
    )


def _office(case: Case, hidden: set[str]) -> str:
    """The office that took the request in; the overseer's, where the words are about that office itself."""
    if not hidden.intersection(and_above(case.intake_path)):
        return case.intake_path
    return clear_office(case, Duty.OVERSEE, Duty.PRESSURE, beside_lead=True)


def _barred(case: Case) -> list[str]:
    if not case.has_barred:
        return []
    return [str(path) for path in case.parties.filter(barred=True).values_list("org_path", flat=True)]
