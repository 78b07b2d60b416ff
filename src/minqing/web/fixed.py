"""
What reads the same on every page of a language is drawn once: fixed words, addresses, drawings and static files.

Templates are written as ever. When one is read, each run of neighbours that take nothing from the page becomes one
node, which keeps what it has drawn for each language. Translations, addresses and names of static files are the
program's own; none of them changes before its next start.
"""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django.template import NodeList
from django.template.base import FilterExpression, Node, Template, TextNode, Variable
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.template.loaders import base, cached
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import get_language

__all__ = ["Loader", "draws_the_same"]

_SAME: set[Callable[..., Any]] = set()


def draws_the_same(tag: Callable[..., Any]) -> Callable[..., Any]:
    """Say of a simple tag that it draws the same for the same words in the template, page by page."""
    _SAME.add(tag)
    return tag


class Fixed(Node):
    """A run of nodes that take nothing from the page; drawn once for each language."""

    child_nodelists = ()

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = NodeList(nodes)
        self.token, self.origin = nodes[0].token, nodes[0].origin
        self.drawn: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Any) -> str:
        """Return what was drawn, drawing it if nobody has yet."""
        key = (get_language(), context.autoescape)
        if key not in self.drawn:
            self.drawn[key] = self.nodes.render(context)
        return self.drawn[key]


class Folding(base.Loader):
    """Reads a template and folds what is fixed in it."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """Read one template."""
        template = super().get_template(template_name, skip)
        fold(template.nodelist)
        return template


class Loader(cached.Loader, Folding):
    """Keeps each template as it was folded."""


def fold(nodes: NodeList) -> None:
    """Put one node in the place of each run of fixed ones, here and in whatever lies inside; text alone stays text."""
    drawing = (node for node in nodes if not isinstance(node, CommentNode | LoadNode))
    kept: list[Node] = []
    for fixed, run in groupby(drawing, key=is_fixed):
        some = list(run)
        kept += [Fixed(some)] if fixed and any(not isinstance(node, TextNode) for node in some) else some
    nodes[:] = kept
    for node in kept:
        for inner in _inside(node):
            fold(inner)


def _inside(node: Any) -> Iterable[NodeList]:
    if isinstance(node, IfNode):
        return [inner for _condition, inner in node.conditions_nodelists]
    named = (getattr(node, name, None) for name in node.child_nodelists)
    return [inner for inner in named if inner]


def is_fixed(node: Node) -> bool:
    """Tell whether a node takes nothing from the page and leaves nothing for it."""
    if isinstance(node, TranslateNode):
        return not node.asvar and _written(node.filter_expression, node.message_context)
    if isinstance(node, BlockTranslateNode):
        words = all(token.token_type.name == "TEXT" for token in node.singular)
        return words and not (node.asvar or node.extra_context or node.plural) and _written(node.message_context)
    if isinstance(node, URLNode):
        return not node.asvar and _written(node.view_name, *node.args, *node.kwargs.values())
    if isinstance(node, StaticNode):
        return not node.varname and _written(node.path)
    if isinstance(node, SimpleNode):
        return node.func in _SAME and not node.target_var and _written(*node.args, *node.kwargs.values())
    return isinstance(node, TextNode)


def _written(*parts: FilterExpression | None) -> bool:
    """Tell whether expressions stand in the template as they are."""
    return all(part is None or (not part.filters and not _looks_up(part.var)) for part in parts)


def _looks_up(var: Any) -> bool:
    return isinstance(var, Variable) and var.lookups is not None
