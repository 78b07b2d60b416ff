"""Reading a definition's text: plain YAML, each entry with the line on which it stands. Nothing in it is ever run."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml
from django.utils.translation import gettext as _

from .faults import DefinitionRefused, Fault

LONGEST, DEEPEST = 10_000, 12
"""Characters of a text, and how deep its entries may lie in each other."""
LARGEST = 30
"""Digits of a number; whatever has more is taken for a text, and no text is a number."""
TRUE, FALSE = ("true", "yes", "是"), ("false", "no", "否")


@dataclass(frozen=True, slots=True)
class Said:
    """
    One entry.

    :param value: a text, a number, None, a list of entries, or a mapping of entries.
    """

    value: Any
    line: int

    @property
    def text(self) -> str:
        """Return a text without blanks at its ends; empty for anything else."""
        return str(self.value).strip() if isinstance(self.value, str | int | Decimal) else ""

    @property
    def number(self) -> int | None:
        """Return a whole number; yes is 1 and no is 0; None for anything else."""
        if isinstance(self.value, str) and self.value.strip().lower() in (*TRUE, *FALSE):
            return int(self.value.strip().lower() in TRUE)
        return self.value if isinstance(self.value, int) else None

    @property
    def entries(self) -> dict[str, "Said"]:
        """Return what a mapping holds; nothing for anything else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list["Said"]:
        """Return what a list holds; one entry alone counts as a list of one."""
        if isinstance(self.value, list):
            return self.value
        return [] if self.value is None else [self]


def read(text: str) -> Said:
    """
    Read a definition's text.

    :raises DefinitionRefused: if it is no YAML, too long, or holds what does not belong into a definition.
    """
    if len(text) > LONGEST:
        raise _refused(1, _("The text has more than %(n)s characters. A measure takes a page.") % {"n": LONGEST})
    try:
        _refuse_what_is_not_plain(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        raise _refused((mark.line if mark else 0) + 1, _unreadable()) from broken
    except (yaml.YAMLError, RecursionError) as broken:
        raise _refused(1, _unreadable()) from broken
    if not isinstance(node, yaml.MappingNode):
        raise _refused(1, _("Write one entry a line, such as “title: …”."))
    return _said(node)


def _unreadable() -> str:
    return _(
        "This line cannot be read. Write “name: value” with a half-width colon and a blank after it; indent with "
        "blanks, not with tabs; put words that hold a colon or a # into quotation marks."
    )


def _refuse_what_is_not_plain(text: str) -> None:
    """Refuse references, tags and what lies too deep, as soon as they are met: the rest is not even looked at."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if depth > DEEPEST:
            raise _refused(line, _unreadable())
        if isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None):
            raise _refused(line, _("Write it out: references with * and &, and tags with !, are not taken."))


def _said(node: yaml.Node) -> Said:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Said(_mapping(node), line)
    if isinstance(node, yaml.SequenceNode):
        return Said([_said(one) for one in node.value], line)
    return Said(_scalar(node), line)


def _mapping(node: yaml.MappingNode) -> dict[str, Said]:
    found: dict[str, Said] = {}
    for name, value in node.value:
        key, line = str(name.value), name.start_mark.line + 1
        if key in found:
            raise _refused(line, _("“%(name)s” stands here twice. Leave one of them.") % {"name": key})
        said = _said(value)
        found[key] = Said(said.value, line)
    return found


def _scalar(node: yaml.Node) -> Any:
    kind, value = node.tag.rpartition(":")[2], node.value
    if kind == "null":
        return None
    if len(value) > LARGEST:
        return value
    try:
        if kind == "int":
            return int(value.replace("_", ""))
        if kind == "float":
            return plain_number(value)
    except (ValueError, InvalidOperation):
        return value
    return value


def plain_number(text: str) -> Decimal:
    """
    Read a number that can be written down.

    :raises InvalidOperation: if it is none, or one of more digits than :data:`LARGEST`.
    """
    number = Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > LARGEST:
        raise InvalidOperation
    return number


def _refused(line: int, words: str) -> DefinitionRefused:
    return DefinitionRefused([Fault(line, words)])
