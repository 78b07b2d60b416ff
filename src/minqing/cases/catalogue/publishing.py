"""Publishing a tree of matters: looked at first, then written in one transaction as a new version."""

import json
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.models import Matter, MatterClass, MatterDuty, MatterTerms, TreeVersion
from minqing.cases.records import TreeReport
from minqing.cases.routes import put_row, record_for_county, require_route
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.pinyin import sounds_of
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware
from minqing.ledger.service import recorded
from minqing.territory import queries as territory

from .following import follow
from .planning import Plan, Wanted, plan
from .reading import read_tree

__all__ = ["UnableToPublish", "import_matters"]

FIRST_OWN = 1001
"""Numbers of a county's own matters begin here; those below belong to the list that ships."""
MOST = 32_000


class UnableToPublish(Refused):
    """The tree cannot be published as sent; the message says why."""


def import_matters(
    *, data: bytes, actor: Actor, at: datetime, dry_run: bool = False, retire_many: bool = False
) -> TreeReport:
    """
    Publish a tree of matters from a file: all of it or nothing. Repeating it changes nothing.

    :param data: CSV with 大类, 中类, 小类, or 代码, 名称, 上级代码; see ``reading.COLUMNS`` for what else it may say.
    :param dry_run: tell what would happen, write nothing.
    :param retire_many: that more than a fifth of all matters shall be retired.
    :return: what changed; with refusals nothing was written.
    :raises TableUnreadable: if the file is no such table.
    :raises NotAllowed: if the actor may not edit routing in the whole county.
    :raises UnableToPublish: if a part of the file seems to be missing, or there are no divisions yet.
    """
    county = _county(actor)
    made = plan(read_tree(data), county=county, at=at)
    report = made.report(retire_many=retire_many)
    if dry_run or report.refusals or not made.changes:
        return report
    if report.blocked:
        raise UnableToPublish(report.blocked)
    return _publish(made=made, county=county, actor=actor, at=aware(at), retire_many=retire_many)


def _county(actor: Actor) -> str:
    county = territory.county()
    if county is None:
        raise UnableToPublish(_("Load the divisions of your county first."))
    require_route(actor, county.path)
    return str(county.path)


@recorded
def _publish(*, made: Plan, county: str, actor: Actor, at: datetime, retire_many: bool) -> TreeReport:
    _write_classes(made)
    numbers = _write_matters(made)
    for one in made.wanted:
        _write_terms(one, numbers[one.code], county=county, actor=actor, at=at)
    Matter.objects.filter(pk__in=[matter.pk for matter in made.retired]).update(retired=True)
    for one in made.wanted:
        for before in one.former:
            follow(before.number, numbers[one.code], actor=actor, at=at, county=county)
    version = TreeVersion.objects.count() + 1
    report = made.report(version=version, retire_many=retire_many)
    _keep_version(report, actor, at)
    record_for_county(
        "matter_tree.published",
        Ref("matter_tree", str(version)),
        actor=actor,
        at=at,
        county=county,
        data={
            "matters": report.matters,
            "version": version,
            "classes": report.classes,
            "subclasses": report.subclasses,
            **{what: report.count(what) for what in ("added", "renamed", "moved", "retired")},
        },
    )
    return report


def _write_classes(made: Plan) -> None:
    known = made.stands.classes
    rows = [
        MatterClass(
            code=node.code,
            name=node.name,
            level=node.level,
            above=node.above,
            order=order,
            sounds=known[node.code].sounds if _same_name(known, node.code, node.name) else sounds_of(node.name),
        )
        for order, node in enumerate(made.tree.nodes.values(), start=1)
    ]
    MatterClass.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "above", "order", "sounds", "retired"],
    )
    MatterClass.objects.filter(pk__in=[one.pk for one in made.gone]).update(retired=True)


def _same_name(known: dict[str, MatterClass], code: str, name: str) -> bool:
    return code in known and known[code].name == name


def _write_matters(made: Plan) -> dict[str, int]:
    """Write the matters; a new one gets the next number that never was one's."""
    free = max([FIRST_OWN - 1, *(matter.number for matter in made.stands.matters.values())]) + 1
    rows = []
    for order, one in enumerate(made.wanted, start=1):
        row = one.matter or Matter(number=free, code=one.code)
        free += one.matter is None
        if row.name != one.leaf.name or not row.sounds:
            row.sounds = sounds_of(one.leaf.name)
        row.name, row.group, row.above, row.order = one.leaf.name, one.leaf.group, one.leaf.above, order
        row.keywords, row.retired = one.terms.get("keywords", row.keywords), False
        rows.append(row)
    if free > MOST:
        raise UnableToPublish(_("No numbers are left for new matters."))
    Matter.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["name", "group", "above", "order", "keywords", "sounds", "retired"],
    )
    return {row.code: row.number for row in rows}


def _write_terms(one: Wanted, number: int, *, county: str, actor: Actor, at: datetime) -> None:
    """Write what the file says of a matter and differs; the county's own row of routing is set where it does."""
    terms = one.terms
    if one.matter is not None and not one.stands.differ(terms):
        return
    if "unit" in terms and (terms["unit"], terms["rule"]) != (one.stands.unit, one.stands.rule):
        put_row(
            matter=number, place_path=county, lead_path=terms["unit"], lead_name=one.unit_name,
            rule_id=terms["rule"], actor=actor, at=at,
        )  # fmt: skip
    if "duty" in terms:
        MatterDuty.objects.filter(matter=number, order=1).delete()
        if terms["duty"]:
            MatterDuty.objects.create(
                id=uuid7(at), matter_id=number, order=1, text=terms["duty"], source=terms.get("source", "")
            )
    _write_evidence(terms, number)


def _write_evidence(terms: dict[str, str], number: int) -> None:
    own: dict[str, object] = {}
    if "evidence" in terms:
        own = {
            "evidence": terms["evidence"],
            "evidence_why": terms.get("evidence_why", "") if terms["evidence"] else "",
            "evidence_needed": bool(terms["evidence"] and terms.get("evidence_needed")),
        }
    if "not_of_grid" in terms:
        own["not_of_grid"] = bool(terms["not_of_grid"])
    if own:
        MatterTerms.objects.update_or_create(matter_id=number, defaults=own)


def _keep_version(report: TreeReport, actor: Actor, at: datetime) -> None:
    changes = [[c.what, c.level, c.code, c.name, c.before, c.after] for c in report.changes]
    TreeVersion.objects.create(
        number=report.version,
        published_at=at,
        by=str(actor.ref),
        by_label=actor.label[:120],
        classes=report.classes,
        subclasses=report.subclasses,
        matters=report.matters,
        changes=json.dumps(changes, ensure_ascii=False),
        **{what: report.count(what) for what in ("added", "renamed", "moved", "retired")},
    )
