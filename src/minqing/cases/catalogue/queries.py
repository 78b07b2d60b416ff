"""Reads of the matter catalogue: the tree with what is open, one matter, versions, successors, search."""

import json
from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Q

from minqing.cases.models import (
    Case,
    Matter,
    MatterClass,
    MatterDuty,
    MatterQuestion,
    MatterSuccessor,
    MatterTerms,
    RoutingRule,
    TreeVersion,
)
from minqing.cases.records import (
    DutyItem,
    MatterCard,
    Succession,
    TreeBranch,
    TreeChange,
    TreeClass,
    TreeLeaf,
    TreeVersionView,
)
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.pinyin import sounds_like
from minqing.territory import queries as territory

from .answering import questions_of
from .planning import still_named

__all__ = ["matter_card", "matter_tree", "successions", "tree_version", "tree_versions"]

MOST_FOUND = 200


def matter_tree(*, actor: Actor, word: str = "", open_only: bool = False) -> tuple[TreeClass, ...]:
    """
    Return the tree of matters in use, each with the open requests that the reader may see.

    :param word: name, code, key word, initials or pinyin; only what fits is returned, with what lies above it.
    :param open_only: leave out what has no open request.
    """
    leaves = Matter.objects.filter(_fitting(word.strip()), retired=False).order_by("order", "number")
    counts, housed = _open_by_matter(actor), _with_unit()
    asks = Counter(MatterQuestion.objects.filter(retired=False).values_list("matter_id", flat=True))
    spared = set(MatterTerms.objects.filter(not_of_grid=True).values_list("matter_id", flat=True))
    below: dict[str, list[TreeLeaf]] = {}
    loose: dict[str, list[TreeLeaf]] = {}
    for matter in leaves:
        leaf = TreeLeaf(
            matter.number, matter.code, matter.name, counts[matter.number], matter.number in housed,
            asks[matter.number], matter.number in spared,
        )  # fmt: skip
        if leaf.open_requests or not open_only:
            (below.setdefault(matter.above, []) if matter.above else loose.setdefault(matter.group, [])).append(leaf)
    tops = [*_branches(below), *(TreeClass("", group, _sum(held), (), tuple(held)) for group, held in loose.items())]
    return tuple(top for top in tops if top.matters)


def _branches(below: dict[str, list[TreeLeaf]]) -> Iterable[TreeClass]:
    inner: dict[str, list[TreeBranch]] = {}
    classes = list(MatterClass.objects.order_by("order", "code"))
    for one in classes:
        held = below.get(one.code, [])
        if one.level > 1 and held:
            inner.setdefault(one.above, []).append(TreeBranch(one.code, one.name, _sum(held), tuple(held)))
    for one in classes:
        if one.level == 1:
            held, branches = below.get(one.code, []), inner.get(one.code, [])
            total = _sum(held) + sum(branch.open_requests for branch in branches)
            yield TreeClass(one.code, one.name, total, tuple(branches), tuple(held))


def _sum(leaves: Iterable[TreeLeaf]) -> int:
    return sum(leaf.open_requests for leaf in leaves)


def _fitting(word: str) -> Q:
    if not word:
        return Q()
    classes = MatterClass.objects.filter(Q(name__icontains=word) | Q(code__iexact=word) | sounds_like(word))
    codes = [code for one in classes for code in (one.code,)]
    codes += list(MatterClass.objects.filter(above__in=codes).values_list("code", flat=True))
    own = Q(name__icontains=word) | Q(code__icontains=word) | Q(keywords__icontains=word) | sounds_like(word)
    return own | Q(above__in=codes) | Q(group__icontains=word)


def _open_by_matter(actor: Actor) -> Counter[int]:
    if not actor.holds("cases.read"):
        return Counter()
    reach = Case.objects.filter(stage__gt=0).within(actor, "cases.read").order_by()
    return Counter(dict(reach.values_list("matter").annotate(Count("pk"))))


def _with_unit() -> set[int]:
    """Matters that a row of the whole county names."""
    county = territory.county()
    rows = RoutingRule.objects.filter(ended=False, place_path=county.path if county else "")
    return set(rows.exclude(matter=0).values_list("matter", flat=True))


def matter_card(number: int, *, actor: Actor) -> MatterCard:
    """
    Return one matter with everything that belongs to it, retired ones too.

    :raises NotFound: if there is none of this number.
    """
    matter = Matter.objects.filter(pk=number).first()
    if matter is None:
        raise NotFound
    own = MatterClass.objects.filter(pk=matter.above, level=2).first()
    terms = MatterTerms.objects.filter(pk=number).first() or MatterTerms()
    county = territory.county()
    row = RoutingRule.objects.filter(ended=False, matter=number, place_path=county.path if county else "").first()
    after = MatterSuccessor.objects.filter(pk=number).select_related("after").first()
    return MatterCard(
        number=matter.number,
        code=matter.code,
        name=matter.name,
        group=matter.group,
        subclass=own.name if own else "",
        keywords=tuple(matter.keywords.split()),
        retired=matter.retired,
        unit_path=row.lead_path if row else "",
        unit_name=row.lead_name if row else "",
        rule_id=row.rule_id if row else "",
        duties=tuple(DutyItem(*one) for one in _duties(number)),
        evidence=terms.evidence,
        evidence_needed=terms.evidence_needed,
        evidence_why=terms.evidence_why,
        not_of_grid=terms.not_of_grid,
        questions=questions_of(number),
        successor=(after.after.number, after.after.name) if after else None,
        open_requests=_open_by_matter(actor)[number],
    )


def _duties(number: int) -> list[tuple[str, str]]:
    return list(MatterDuty.objects.filter(matter=number).order_by("order").values_list("text", "source"))


def tree_versions() -> tuple[TreeVersionView, ...]:
    """Return every published tree, the newest first, without its list of changes."""
    return tuple(_version(row) for row in TreeVersion.objects.order_by("-number").defer("changes"))


def tree_version(number: int) -> TreeVersionView:
    """
    Return one published tree with what it changed against the one before.

    :raises NotFound: if there is none of this number.
    """
    row = TreeVersion.objects.filter(pk=number).first()
    if row is None:
        raise NotFound
    return _version(row, tuple(TreeChange(*change) for change in json.loads(row.changes)))


def _version(row: TreeVersion, changes: tuple[TreeChange, ...] = ()) -> TreeVersionView:
    return TreeVersionView(
        number=row.number,
        published_at=row.published_at,
        by=row.by_label,
        classes=row.classes,
        subclasses=row.subclasses,
        matters=row.matters,
        added=row.added,
        renamed=row.renamed,
        moved=row.moved,
        retired=row.retired,
        changes=changes,
    )


def successions() -> tuple[Succession, ...]:
    """
    Return every retired matter with what follows it, those that open requests or routing still name first.

    A matter in use that bears the same name is named as a guess; nothing follows by itself.
    """
    retired = list(Matter.objects.filter(retired=True).order_by("number"))
    numbers = [matter.number for matter in retired]
    after = {one.before_id: one.after for one in MatterSuccessor.objects.select_related("after")}
    same = {one.name: one for one in Matter.objects.filter(retired=False, name__in=[one.name for one in retired])}
    requests, rows = still_named(numbers)
    found = [
        Succession(
            number=one.number,
            code=one.code,
            name=one.name,
            after_number=after[one.number].number if one.number in after else None,
            after=after[one.number].name if one.number in after else "",
            guess_number=same[one.name].number if one.name in same else None,
            guess=same[one.name].name if one.name in same else "",
            requests=requests[one.number],
            rows=rows[one.number],
        )
        for one in retired
    ]
    return tuple(sorted(found, key=lambda one: (not (one.requests or one.rows), one.after_number is not None)))
