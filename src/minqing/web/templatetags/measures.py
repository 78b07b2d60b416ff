"""Filters that put kinds and units of measures into words."""

from typing import Any

from django import template

from minqing.insight.pivots.records import Defined
from minqing.ledger.measures import Kind
from minqing.web.analysis import numbers
from minqing.web.measures import context, units

register = template.Library()


@register.filter
def kind_words(kind: Kind) -> Any:
    """Write what a kind of number is called: 占比."""
    return context.kind_words(kind)


@register.filter
def unit_words(unit: str) -> Any:
    """Write a unit as it stands behind a number: 小时."""
    return units.unit_words(unit)


@register.filter
def formula_words(one: Defined) -> str:
    """Say how a number of a pivot comes about."""
    return numbers.formula_words(one)
