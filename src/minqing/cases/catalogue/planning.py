"""What a file of matters would change: new, renamed, moved, retired, said before anything is written."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from minqing.cases.clocks import HANDLE_RULE
from minqing.cases.models import Case, Matter, MatterClass, MatterDuty, MatterTerms, RoutingRule
from minqing.cases.records import Stranded, TreeChange, TreeReport
from minqing.cases.routes import UnableToRoute, known_rule
from minqing.directory import queries as directory

from .reading import LEVELS, YES, Leaf, Tree

LARGE_SHARE = 5
"""More than a fifth of all matters is not retired by a slip."""
FEW = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """What stands of one matter besides its name, in the words of a file's columns."""

    keywords: str = ""
    duty: str = ""
    source: str = ""
    unit: str = ""
    rule: str = ""
    evidence: str = ""
    evidence_needed: str = ""
    evidence_why: str = ""
    not_of_grid: str = ""

    def differ(self, wanted: Mapping[str, str]) -> bool:
        """Tell whether a file says otherwise; a column that is not in it says nothing."""
        return any(getattr(self, column) != value for column, value in wanted.items())


@dataclass(slots=True)
class Standing:
    """The tree as it stands: every matter and class that ever was, and what belongs to them."""

    matters: dict[str, Matter]
    classes: dict[str, MatterClass]
    terms: dict[int, Terms]
    named: dict[str, list[Matter]]

    @property
    def in_use(self) -> list[Matter]:
        """The matters that are not retired."""
        return [matter for matter in self.matters.values() if not matter.retired]


def standing(county: str) -> Standing:
    """Read the tree as it stands, in five queries whatever its size."""
    matters = {matter.code: matter for matter in Matter.objects.order_by("order", "number")}
    named: dict[str, list[Matter]] = {}
    for matter in matters.values():
        if not matter.retired:
            named.setdefault(matter.name, []).append(matter)
    return Standing(matters, {one.code: one for one in MatterClass.objects.all()}, _terms(county, matters), named)


def _terms(county: str, matters: Mapping[str, Matter]) -> dict[int, Terms]:
    kept = MatterTerms.objects.in_bulk()
    duties = {duty.matter_id: duty for duty in MatterDuty.objects.order_by("-order")}
    rows = {row.matter: row for row in RoutingRule.objects.filter(ended=False, place_path=county)}
    found = {}
    for matter in matters.values():
        own, duty, row = kept.get(matter.pk), duties.get(matter.number), rows.get(matter.number)
        found[matter.number] = Terms(
            keywords=matter.keywords,
            duty=duty.text if duty else "",
            source=duty.source if duty else "",
            unit=row.lead_path if row else "",
            rule=row.rule_id if row else "",
            evidence=own.evidence if own else "",
            evidence_needed="1" if own and own.evidence_needed else "",
            evidence_why=own.evidence_why if own else "",
            not_of_grid="1" if own and own.not_of_grid else "",
        )
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """One matter as it shall be: its code, where it is known already its row, and its terms in our own words."""

    leaf: Leaf
    code: str
    matter: Matter | None
    stands: Terms
    terms: dict[str, str]
    unit_name: str
    former: tuple[Matter, ...]


@dataclass(slots=True)
class Plan:
    """A file held against what stands."""

    tree: Tree
    stands: Standing
    wanted: list[Wanted]
    retired: list[Matter]
    gone: list[MatterClass]
    changes: list[TreeChange]

    def report(self, *, version: int = 0, retire_many: bool = False) -> TreeReport:
        """Say what would be done, or was."""
        nodes = self.tree.nodes.values()
        changed = {change.code for change in self.changes if change.level == LEVELS}
        return TreeReport(
            classes=sum(node.level == 1 for node in nodes),
            subclasses=sum(node.level == 2 for node in nodes),  # the second of three levels
            matters=len(self.wanted),
            kept=sum(one.code not in changed for one in self.wanted),
            changes=tuple(self.changes),
            stranded=tuple(stranded(self.left_behind)),
            refusals=tuple(self.tree.refusals),
            version=version,
            blocked="" if retire_many else self.too_many(),
        )

    @property
    def left_behind(self) -> list[Matter]:
        """The matters that are retired and that nothing in the file follows."""
        followed = {matter.number for one in self.wanted for matter in one.former}
        return [matter for matter in self.retired if matter.number not in followed]

    def too_many(self) -> Any:
        """Say that a file retires so much that a part of it may be missing; empty otherwise."""
        before, gone = len(self.stands.in_use), len(self.left_behind)
        if gone <= FEW or gone * LARGE_SHARE <= before:
            return ""
        words = _(
            "%(gone)s of %(before)s matters would be retired. If that is meant, say so; otherwise a part of the "
            "file is missing."
        )
        return words % {"gone": gone, "before": before}


def plan(tree: Tree, *, county: str, at: datetime) -> Plan:
    """Hold a file against what stands; what cannot be done is added to its refusals."""
    stands = standing(county)
    units = _units()
    wanted = []
    for leaf in tree.leaves:
        try:
            wanted.append(_wanted(leaf, stands, units, county=county, at=at))
        except UnableToRoute as refusal:
            tree.refuse(leaf.line, refusal.message)
    codes = {one.code for one in wanted} | {leaf.code for leaf in tree.leaves}
    _refuse_followed(tree, wanted, codes)
    retired = [matter for matter in stands.in_use if matter.code not in codes]
    gone = [one for one in stands.classes.values() if not one.retired and one.code not in tree.nodes]
    made = Plan(tree, stands, wanted, retired, gone, [])
    made.changes = [*_of_classes(made), *_of_matters(made)]
    tree.refusals.sort(key=lambda refusal: refusal.number)
    return made


def _units() -> dict[str, tuple[str, str]]:
    """Units by path and by name; a name that two bear means neither."""
    units = directory.organisation_tree()
    counted = Counter(unit.name for unit in units)
    named = {unit.name: (unit.path, unit.name) for unit in units if counted[unit.name] == 1}
    return named | {unit.path: (unit.path, unit.name) for unit in units}


def _wanted(leaf: Leaf, stands: Standing, units: Mapping[str, tuple[str, str]], *, county: str, at: datetime) -> Wanted:
    code = leaf.code or _known_code(leaf, stands)
    terms, unit_name = dict(leaf.terms), ""
    for column in ("evidence_needed", "not_of_grid"):
        if column in terms:
            terms[column] = "1" if terms[column].lower() in YES else ""
    if not terms.get("unit"):
        terms.pop("unit", None), terms.pop("rule", None)  # what the file leaves open stays as routing has it
    else:
        if terms["unit"] not in units:
            raise UnableToRoute(_("no open unit is called “%(name)s”.") % {"name": terms["unit"]})
        terms["unit"], unit_name = units[terms["unit"]]
        terms["rule"] = terms.get("rule") or HANDLE_RULE
        known_rule(terms["rule"], county, at)
    former = tuple(_former(one, stands) for one in leaf.former)
    matter = stands.matters.get(code)
    own = stands.terms[matter.number] if matter else Terms()
    return Wanted(leaf, code, matter, own, terms, unit_name, former)


def _known_code(leaf: Leaf, stands: Standing) -> str:
    """A matter without a code is the one of that name in use; where none or several bear it, one made of its names."""
    same = stands.named.get(leaf.name, [])
    here = [matter for matter in same if matter.above == leaf.above] or same
    return here[0].code if len(here) == 1 else f"m{sha256('/'.join(leaf.path).encode()).hexdigest()[:10]}"


def _former(code: str, stands: Standing) -> Matter:
    if code not in stands.matters:
        raise UnableToRoute(_("no matter ever had the earlier code %(code)s.") % {"code": code})
    return stands.matters[code]


def _refuse_followed(tree: Tree, wanted: list[Wanted], codes: set[str]) -> None:
    seen: dict[int, int] = {}
    for one in wanted:
        for matter in one.former:
            if matter.code in codes:
                words = _("the earlier matter %(code)s stays in use in this file; nothing follows it.")
                tree.refuse(one.leaf.line, words % {"code": matter.code})
            elif seen.setdefault(matter.number, one.leaf.line) != one.leaf.line:
                words = _("the earlier matter %(code)s is followed by line %(line)s already.")
                tree.refuse(one.leaf.line, words % {"code": matter.code, "line": seen[matter.number]})


# --- differences --------------------------------------------------------------------------------------------------


def _of_classes(made: Plan) -> Iterator[TreeChange]:
    names = {code: one.name for code, one in made.stands.classes.items()}
    for node in made.tree.nodes.values():
        known = made.stands.classes.get(node.code)
        if known is None or known.retired:
            yield TreeChange("added" if known is None else "back", node.level, node.code, node.name)
            continue
        if known.name != node.name:
            yield TreeChange("renamed", node.level, node.code, node.name, known.name, node.name)
        if known.above != node.above:
            after = made.tree.nodes[node.above].name if node.above else ""
            yield TreeChange("moved", node.level, node.code, node.name, names.get(known.above, ""), after)
    for one in made.gone:
        yield TreeChange("retired", one.level, one.code, one.name)


def _of_matters(made: Plan) -> Iterator[TreeChange]:
    for one in made.wanted:
        yield from _of_matter(one, made)
    for matter in made.retired:
        yield TreeChange("retired", LEVELS, matter.code, matter.name, _where(matter, made.stands))


def _of_matter(one: Wanted, made: Plan) -> Iterator[TreeChange]:
    matter, leaf = one.matter, one.leaf
    after = " › ".join(leaf.path[:-1])
    if matter is None or matter.retired:
        yield TreeChange("added" if matter is None else "back", LEVELS, one.code, leaf.name, "", after)
        return
    if matter.name != leaf.name:
        yield TreeChange("renamed", LEVELS, one.code, leaf.name, matter.name, leaf.name)
    if matter.above != leaf.above:
        yield TreeChange("moved", LEVELS, one.code, leaf.name, _where(matter, made.stands), after)
    if one.stands.differ(one.terms):
        yield TreeChange("terms", LEVELS, one.code, leaf.name)


def _where(matter: Matter, stands: Standing) -> str:
    own = stands.classes.get(matter.above)
    if own is None:
        return matter.group
    top = stands.classes.get(own.above)
    return f"{top.name} › {own.name}" if top else own.name


def stranded(matters: list[Matter]) -> Iterator[Stranded]:
    """Say which of some matters open requests or rows of routing still name; two queries."""
    numbers = [matter.number for matter in matters]
    requests, rows = still_named(numbers)
    for matter in matters:
        if requests[matter.number] or rows[matter.number]:
            yield Stranded(matter.number, matter.code, matter.name, requests[matter.number], rows[matter.number])


def still_named(numbers: Sequence[int]) -> tuple[Counter[int], Counter[int]]:
    """Count the open requests and the rows of routing in force that name each of some matters."""
    cases = Case.objects.filter(stage__gt=0, matter__in=numbers).order_by().values_list("matter")
    rows = RoutingRule.objects.filter(ended=False, matter__in=numbers).order_by().values_list("matter")
    requests, routed = (Counter(dict(some.annotate(Count("pk")))) for some in (cases, rows))
    return requests, routed


def sentence_of(report: TreeReport) -> str:
    """Say in one sentence how many matters a tree holds and how many changed."""
    words = ngettext("%(n)s matter", "%(n)s matters", report.matters) % {"n": report.matters}
    changed = [f"{title} {count}" for title, count in report.counted]
    return _("%(matters)s in %(classes)s classes and %(subclasses)s subclasses. %(changes)s") % {
        "matters": words,
        "classes": report.classes,
        "subclasses": report.subclasses,
        "changes": "，".join(map(str, changed)) or _("Nothing changes."),
    }
