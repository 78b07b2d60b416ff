"""Set a rule, confirm a rule. A version, once written, is never changed."""

import re
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger.service import record, recorded
from minqing.rulebook import queries
from minqing.rulebook.access import EVERYWHERE, county_of
from minqing.rulebook.keeping import renew
from minqing.rulebook.models import Rule, RuleConfirmation
from minqing.rulebook.records import RuleView
from minqing.rulebook.units import UNITS

RULE_ID: Final = re.compile(r"^[A-Z]{2}(-[A-Z0-9]{1,12}){1,2}$")
LARGEST: Final = 1_000_000


class UnableToSetRule(Refused):
    """The rule cannot be set as asked; the message says what is wrong."""


@recorded
def set_rule(
    *,
    rule_id: str,
    value: int,
    effective_from: date,
    actor: Actor,
    at: datetime,
    unit: str = "",
    title: str = "",
    source_title: str = "",
    article: str = "",
) -> RuleView:
    """
    Write a new version of a rule for the county, from a day on.

    What is left empty is taken from the version that holds now. Clocks that run keep the version they started under.

    :param rule_id: e.g. ``HL-04``; a new id makes a rule of the county's own.
    :param value: the number, counted in ``unit``.
    :param effective_from: first day it holds, today or later.
    :return: the new version, confirmed: who sets a rule stands for it.
    :raises NotAllowed: if no grant covers the whole county.
    :raises UnableToSetRule: if the number, the unit, the day or a text is missing or wrong.
    """
    root = county_of(actor)
    held = queries.rules([rule_id], place_path=root, on=day_of(at)).get(rule_id)
    unit = unit or (held.unit if held else "")
    title = title.strip() or (held.title_zh if held else "")
    _refuse_bad(rule_id, value, unit, title)
    if not f"{source_title}{article}".isprintable():
        raise UnableToSetRule(_("The text and article hold signs that cannot be printed."), field="source_title")
    if effective_from < day_of(at):
        raise UnableToSetRule(_("A rule begins today or later; what was promised stays."), field="effective_from")
    row = Rule.objects.create(
        rule_id=rule_id,
        jurisdiction=root[:6].strip("/"),
        value=value,
        unit=unit,
        title_zh=title[:120],
        title_en=held.title_en if held and title == held.title_zh else "",
        trigger=held.trigger if held else "",
        effect=held.effect if held else "",
        source_title=(source_title.strip() or (held.source_title if held else ""))[:120],
        article=(article.strip() or (held.article if held else ""))[:60],
        provenance="C",
        certain=True,
        effective_from=effective_from,
        set_by=str(actor.ref),
        set_at=at,
    )
    renew()
    record_set(row, actor=actor, at=at, place_path=root)
    return RuleView.of(row, confirmed=True)


@recorded
def confirm_rule(*, version: str, actor: Actor, at: datetime) -> RuleView:
    """
    Confirm for the county that a version is right, so that it is no longer shown as unconfirmed.

    :param version: the version as shown on the rules page.
    :raises NotAllowed: if no grant covers the whole county.
    :raises NotFound: if there is no such version for this county.
    :raises UnableToSetRule: if it needs no confirmation.
    """
    root = county_of(actor)
    held = queries.rule_by_version(version)
    if held.jurisdiction not in queries.jurisdictions(root):
        raise NotFound
    by_whom = {"confirmed_by": str(actor.ref), "confirmed_at": at}
    if held.confirmed or not RuleConfirmation.objects.get_or_create(rule_id=int(version), defaults=by_whom)[1]:
        raise UnableToSetRule(_("This rule is confirmed already."))
    renew()
    record(
        "rule.confirmed",
        subject=Ref("rule", held.rule_id),
        actor=actor.ref,
        at=at,
        org_path=actor.org_path or EVERYWHERE,
        place_path=root,
        data={"version": version, "jurisdiction": held.jurisdiction or "cn"},
    )
    return queries.rule_by_version(version)


def record_set(row: Any, *, actor: Actor, at: datetime, place_path: str) -> None:
    """Write the fact that a version was set; a step of a verb, never a verb."""
    record(
        "rule.set",
        subject=Ref("rule", row.rule_id),
        actor=actor.ref,
        at=at,
        org_path=actor.org_path or EVERYWHERE,
        place_path=place_path,
        data={
            "value": row.value,
            "unit": UNITS[row.unit][0],
            "confirmed": row.certain,
            "version": str(row.pk),
            "jurisdiction": row.jurisdiction or "cn",
            "effective_from": row.effective_from.isoformat(),
        },
    )


def _refuse_bad(rule_id: str, value: int, unit: str, title: str) -> None:
    if not RULE_ID.match(rule_id):
        raise UnableToSetRule(_("A rule's number looks like HL-04 or MQ-SOON."), field="rule_id")
    if unit not in UNITS:
        raise UnableToSetRule(_("Say in what the number is counted."), field="unit")
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST:
        raise UnableToSetRule(_("The number must be a whole number from 0 to 1,000,000."), field="value")
    if value == 0 and unit in {"working_day", "calendar_day", "hour", "working_hour"}:
        raise UnableToSetRule(_("A period of nothing cannot be kept; the shortest is 1."), field="value")
    if not title or not title.isprintable():
        raise UnableToSetRule(_("Give the rule a name."), field="title")
