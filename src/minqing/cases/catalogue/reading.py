"""
Reading a file of matters: three columns of levels, or a code with that of what lies above it.

Counties send lists as they keep them: the class written once and left blank below, codes or none, UTF-8 or GB18030.
Every line is judged by itself and what is wrong is said with its number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused
from minqing.kernel.tabular import Line, LineRefusal, TableUnreadable, read_table

MOST_NAME, MOST_CODE, MOST_WORDS = 40, 40, 300
LEVELS: Final = 3
COLUMNS: Final[dict[str, Sequence[str]]] = {
    "name": ("小类", "名称", "事项", "事项名称", "小类名称"),
    "code": ("小类代码", "代码", "事项代码", "编码"),
    "parent": ("上级", "上级代码"),
    "class": ("大类", "大类名称"),
    "class_code": ("大类代码",),
    "subclass": ("中类", "中类名称"),
    "subclass_code": ("中类代码",),
    "keywords": ("关键词",),
    "duty": ("职责", "职责事项", "履职事项"),
    "source": ("依据", "法律依据"),
    "unit": ("主管单位", "默认单位", "承办单位"),
    "rule": ("时限规则",),
    "evidence": ("证明材料", "材料"),
    "evidence_needed": ("材料必交",),
    "evidence_why": ("材料用途",),
    "not_of_grid": ("不得要求网格",),
    "former": ("原代码", "旧代码"),
}
TERMS: Final = (
    "keywords",
    "duty",
    "source",
    "unit",
    "rule",
    "evidence",
    "evidence_needed",
    "evidence_why",
    "not_of_grid",
)
"""What a file may say of a matter besides; a column that is not in it leaves what stands as it is."""
YES: Final = frozenset({"1", "是", "yes", "true"})


class UnableToRead(Refused):
    """What is wrong with one line; it begins small, since the line's number comes before it."""


@dataclass(frozen=True, slots=True)
class Node:
    """One class (level 1) or subclass (level 2) of the file."""

    code: str
    name: str
    level: int
    above: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """One matter of the file; without a code of its own it is known by its name."""

    line: int
    code: str
    name: str
    group: str
    above: str
    path: tuple[str, ...]
    terms: dict[str, str]
    former: tuple[str, ...] = ()


@dataclass(slots=True)
class Tree:
    """What a file says: classes, matters, and what is wrong with which line."""

    nodes: dict[str, Node] = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)
    refusals: list[LineRefusal] = field(default_factory=list)

    def refuse(self, line: int, reason: Any) -> None:
        """Note what is wrong with a line."""
        self.refusals.append(LineRefusal(line, reason))


def read_tree(data: bytes) -> Tree:
    """
    Read a file of matters.

    :raises TableUnreadable: if it is no table, or says nothing of what lies above a matter.
    """
    lines = read_table(data, columns=COLUMNS, optional=[name for name in COLUMNS if name != "name"])
    if not lines:
        raise TableUnreadable(_("The file has a head and no line below it."))
    tree, heads = Tree(), lines[0].cells
    if "class" in heads:
        _read_levels(tree, lines)
    elif "parent" in heads and "code" in heads:
        _read_parents(tree, lines)
    else:
        raise TableUnreadable(
            _(
                "What lies above a matter is missing. The file needs the columns 大类, 中类, 小类, "
                "or 代码, 名称, 上级代码."
            )
        )
    _refuse_twice(tree)
    return tree


# --- three columns of levels --------------------------------------------------------------------------------------


def _read_levels(tree: Tree, lines: Sequence[Line]) -> None:
    above: list[tuple[str, str]] = [("", ""), ("", "")]
    for line in lines:
        above = _carried(line, above)
        try:
            codes, names = _enter(tree, above)
            tree.leaves.append(_leaf(line, code=line["code"], names=names, above=codes[-1]))
        except UnableToRead as refusal:
            tree.refuse(line.number, refusal.message)


def _carried(line: Line, before: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A class left blank is the one of the line above, as in a table whose cells were joined."""
    top, middle = (line["class_code"], line["class"]), (line["subclass_code"], line["subclass"])
    if not top[1]:
        return [before[0], middle if middle[1] else before[1]]
    return [top, middle]


def _enter(tree: Tree, above: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    names = [name for _code, name in above if name]
    if not above[0][1]:
        raise UnableToRead(_("no class (大类) stands in this line or above it."))
    codes: list[str] = []
    for level, (given, name) in enumerate((one for one in above if one[1]), start=1):
        code = given or _made_code(names[:level])
        _node(tree, Node(_code(code), _name(name), level, codes[-1] if codes else ""))
        codes.append(code)
    return codes, names


def _node(tree: Tree, node: Node) -> None:
    known = tree.nodes.setdefault(node.code, node)
    if known != node:
        words = _("the code %(code)s stands for “%(before)s” further up; here it stands for “%(name)s”.")
        raise UnableToRead(words % {"code": node.code, "before": known.name, "name": node.name})


def _made_code(names: Sequence[str]) -> str:
    """A class without a code keeps one made of its names, so that the same file read again means the same class."""
    return f"c{sha256('/'.join(names).encode()).hexdigest()[:10]}"


# --- a code with that of what lies above it -----------------------------------------------------------------------


def _read_parents(tree: Tree, lines: Sequence[Line]) -> None:
    rows = {line["code"]: line for line in reversed(lines) if line["code"]}
    inner = {line["parent"] for line in lines if line["parent"]}
    for line in lines:
        try:
            if not line["code"]:
                raise UnableToRead(_("it has no code."))
            chain = list(_chain(line, rows))
            if line["code"] in inner:
                _inner(tree, line, chain)
            else:
                above = chain[-2]["code"] if len(chain) > 1 else ""
                names = [one["name"] for one in chain[:-1]]
                tree.leaves.append(_leaf(line, code=line["code"], names=names, above=above))
        except UnableToRead as refusal:
            tree.refuse(line.number, refusal.message)


def _chain(line: Line, rows: dict[str, Line]) -> Iterator[Line]:
    """Walk from the top down to a line; refuses what leads nowhere, in a ring, or too deep."""
    chain = [line]
    while parent := chain[0]["parent"]:
        if parent not in rows:
            raise UnableToRead(_("nothing in this file has the code %(code)s above it.") % {"code": parent})
        if len(chain) == LEVELS:
            raise UnableToRead(_("it lies deeper than three levels, or above itself."))
        chain.insert(0, rows[parent])
    yield from chain


def _inner(tree: Tree, line: Line, chain: Sequence[Line]) -> None:
    if len(chain) == LEVELS:
        raise UnableToRead(_("a matter of the third level has nothing below it."))
    above = chain[-2]["code"] if len(chain) > 1 else ""
    _node(tree, Node(_code(line["code"]), _name(line["name"]), len(chain), above))


# --- both ---------------------------------------------------------------------------------------------------------


def _leaf(line: Line, *, code: str, names: Sequence[str], above: str) -> Leaf:
    if not above:
        raise UnableToRead(_("it has no class above it."))
    terms = {column: line.cells[column] for column in TERMS if column in line.cells}
    _check_terms(terms)
    former = tuple(part for part in line["former"].replace("、", " ").replace(";", " ").split() if part)
    name = _name(line["name"])
    return Leaf(line.number, _code(code) if code else "", name, names[0], above, (*names, name), terms, former)


def _check_terms(terms: dict[str, str]) -> None:
    if len(terms.get("keywords", "")) > MOST_WORDS:
        raise UnableToRead(_("the key words are longer than 300 characters."))
    if terms.get("duty") and not terms.get("source"):
        raise UnableToRead(_("an item of the duty list needs the law or order it comes from (依据)."))
    if terms.get("evidence") and not terms.get("evidence_why"):
        raise UnableToRead(_("evidence needs a word about what it is for (材料用途)."))
    if terms.get("rule") and not terms.get("unit"):
        raise UnableToRead(_("a rule of time needs the unit it binds (主管单位)."))
    for column, most in (("duty", 200), ("source", 120), ("evidence", 60), ("evidence_why", 200)):
        if len(terms.get(column, "")) > most:
            raise UnableToRead(
                _("“%(text)s…” is longer than %(most)s characters.") % {"text": terms[column][:10], "most": most}
            )


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise UnableToRead(_("it has no name."))
    if len(name) > MOST_NAME:
        raise UnableToRead(_("the name is longer than 40 characters."))
    return name


def _code(text: str) -> str:
    if len(text) > MOST_CODE or not text.isprintable() or " " in text:
        raise UnableToRead(_("a code has at most 40 characters and no blanks."))
    return text


def _refuse_twice(tree: Tree) -> None:
    """One code, and one name below the same class, stands for one matter only; the first line has it."""
    codes, names = set(tree.nodes), set()
    kept = []
    for leaf in tree.leaves:
        if leaf.code and leaf.code in codes:
            tree.refuse(leaf.line, _("the code %(code)s stands in another line already.") % {"code": leaf.code})
        elif leaf.path in names:
            tree.refuse(leaf.line, _("“%(name)s” stands below the same class already.") % {"name": leaf.name})
        else:
            kept.append(leaf)
            codes.add(leaf.code)
            names.add(leaf.path)
    codes.discard("")
    tree.leaves = kept
    tree.refusals.sort(key=lambda refusal: refusal.number)
