"""
Expressions over measures: ``cases.closed / cases.accepted``. Four operations, comparisons, and a few named functions.

Read by Python's own parser and then walked: what is not listed here does not exist. Everything is ``Decimal``. A number
that is missing makes the result missing, and so does a division by nothing: a dash, never a nought.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from . import units

Value = Decimal | None
Values = Mapping[str, Value]
LONGEST, DEEPEST = 500, 50
"""Characters of an expression, and how many steps deep its parts may lie in each other."""


class ExpressionRefused(ValueError):
    """The text is no expression over measures; the message says what is wrong with it."""


class Expression:
    """
    One expression.

    :param text: keys of measures, numbers, ``+ - * / ( )``, ``a if b > c else d``, and the functions of
        :data:`FUNCTIONS`.
    :raises ExpressionRefused: if it holds anything else.
    """

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise ExpressionRefused(f"an expression has at most {LONGEST} characters")
        try:
            self._tree = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as broken:
            raise ExpressionRefused(f"this cannot be read: {text!r}") from broken
        self.text, self._keys = text.strip(), set[str]()
        self._check(self._tree)

    @property
    def keys(self) -> frozenset[str]:
        """Return the keys of the measures it asks for."""
        return frozenset(self._keys)

    @property
    def carried(self) -> frozenset[str]:
        """Return the measures whose amount goes into the result, scaled perhaps, but divided by no other."""
        return frozenset(_carried(self._tree))

    @property
    def added(self) -> frozenset[str]:
        """Return the measures that are added to another number, or taken from one, scaled or not."""
        sums = (node for node in ast.walk(self._tree) if isinstance(node, ast.BinOp) and type(node.op) in SUMS)
        return frozenset(key for node in sums for key in _carried(node))

    def value(self, values: Values) -> Value:
        """Work it out; None where something is missing or is divided by nothing."""
        try:
            return _worked_out(self._tree, values)
        except ArithmeticError:  # too large to be a figure of a county
            return None

    def unit(self, of: Mapping[str, str]) -> str:
        """
        Say which unit the result has; a share for one of the same by the same.

        :param of: measure → its unit.
        :raises UnitsDiffer: if unlike things are added or compared.
        """
        return _unit(self._tree, of)

    def _check(self, node: ast.AST, depth: int = 0) -> None:
        if depth > DEEPEST:
            raise ExpressionRefused(f"its parts lie more than {DEEPEST} steps deep in each other")
        if (key := _key(node)) is not None:
            self._keys.add(key)
        elif isinstance(node, ast.Constant):
            _number(node)
        else:
            parts = _parts(node)
            if parts is None:
                raise ExpressionRefused(f"{ast.get_source_segment(self.text, node)!r} is not allowed here")
            for part in parts:
                self._check(part, depth + 1)


def _parts(node: ast.AST) -> list[ast.expr] | None:
    """Return what a node is made of, or None where it is nothing that may stand in an expression."""
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return [node.left, node.right]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return [node.operand]
    if isinstance(node, ast.IfExp):
        return [node.test, node.body, node.orelse]
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARISONS:
        return [node.left, node.comparators[0]]
    if isinstance(node, ast.Call) and _function(node) and not node.keywords:
        return node.args
    return None


def _key(node: ast.AST) -> str | None:
    """Return the key of a measure: two words and a point."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return None


def _carried(node: ast.AST) -> Iterator[str]:
    if (key := _key(node)) is not None:
        yield key
        return
    parts = _parts(node) or []
    if isinstance(node, ast.IfExp):
        parts = [node.body, node.orelse]
    elif isinstance(node, ast.Compare):
        parts = []
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        parts = parts[:1] if not any(_key(one) for one in ast.walk(node.right)) else []
    for part in parts:
        yield from _carried(part)


def _number(node: ast.Constant) -> Decimal:
    if isinstance(node.value, bool) or not isinstance(node.value, int | float):
        raise ExpressionRefused(f"{node.value!r} is no number")
    number = Decimal(repr(node.value))
    if not number.is_finite():
        raise ExpressionRefused("this number is too large")
    return number


def _function(node: ast.Call) -> "Callable[..., Value] | None":
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    fits = len(node.args) == ARGUMENTS.get(name, max(len(node.args), 1))
    return FUNCTIONS.get(name) if fits else None


def _divide(left: Decimal, right: Decimal) -> Value:
    return left / right if right else None


OPERATORS: dict[type, Callable[[Decimal, Decimal], Value]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: _divide,
}
SUMS = (ast.Add, ast.Sub)
COMPARISONS: dict[type, Callable[[Decimal, Decimal], bool]] = {
    ast.Lt: lambda left, right: left < right,
    ast.LtE: lambda left, right: left <= right,
    ast.Gt: lambda left, right: left > right,
    ast.GtE: lambda left, right: left >= right,
    ast.Eq: lambda left, right: left == right,
    ast.NotEq: lambda left, right: left != right,
}


def _coalesce(*values: Value) -> Value:
    return next((value for value in values if value is not None), None)


def _if_none_missing(function: Callable[..., Decimal]) -> Callable[..., Value]:
    return lambda *values: None if None in values else function(*values)


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "min": _if_none_missing(lambda *values: min(values)),
    "max": _if_none_missing(lambda *values: max(values)),
    "clip": _if_none_missing(lambda value, low, high: min(max(value, low), high)),
    "coalesce": _coalesce,
}
"""``clip(value, low, high)`` keeps a value between two others; ``coalesce(a, b)`` is the first that is not missing."""
ARGUMENTS = {"clip": 3}


def _worked_out(node: ast.AST, values: Values) -> Value:
    if (key := _key(node)) is not None:
        return values[key]
    if isinstance(node, ast.Constant):
        return _number(node)
    if isinstance(node, ast.IfExp):
        truth = _worked_out(node.test, values)
        return None if truth is None else _worked_out(node.body if truth else node.orelse, values)
    found = [_worked_out(part, values) for part in _parts(node) or []]
    if isinstance(node, ast.Call):
        return FUNCTIONS[node.func.id](*found)  # type: ignore[attr-defined]  # checked: a name
    if None in found:
        return None
    return _operated(node, found)


def _operated(node: Any, found: list[Any]) -> Value:
    if isinstance(node, ast.UnaryOp):
        return -found[0]
    if isinstance(node, ast.Compare):
        return Decimal(COMPARISONS[type(node.ops[0])](*found))
    return OPERATORS[type(node.op)](*found)


def _unit(node: Any, of: Mapping[str, str]) -> str:
    if (key := _key(node)) is not None:
        return of[key]
    if isinstance(node, ast.Constant):
        return units.NUMBER
    if isinstance(node, ast.IfExp):
        _unit(node.test, of)
        return units.same({_unit(node.body, of), _unit(node.orelse, of)})
    found = [_unit(part, of) for part in _parts(node) or []]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        return _product(found[0], found[1], divided=isinstance(node.op, ast.Div))
    unit = units.same(set(found))
    return units.NUMBER if isinstance(node, ast.Compare) else unit


def _product(left: str, right: str, *, divided: bool) -> str:
    """Return the unit of a product or a quotient: shares and plain numbers change nothing."""
    if divided and left == right:
        return units.SHARE if left else units.NUMBER
    plain = {units.NUMBER, units.SHARE}
    if right in plain:
        return left if left not in plain else units.SHARE if units.SHARE in (left, right) else units.NUMBER
    if left in plain and not divided:
        return right
    if divided:
        return f"{left or 1}/{right}"
    raise units.UnitsDiffer(f"{left} times {right} is nothing that can be shown")
