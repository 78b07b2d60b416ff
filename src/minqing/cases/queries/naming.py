"""How the rows of a split figure are called: places, units, matters and channels by their names."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from minqing.directory import queries as directory
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.measures import Measure
from minqing.territory import queries as territory

from .lines import matter_names


def row_titles(measure: Measure, by: str, keys: Iterable[str]) -> Mapping[str, str]:
    """
    Name the rows of a split; what has no name is left out.

    :param by: ``place``, ``org``, ``month``, ``matter``, ``channel``.
    """
    if by == "place":
        return territory.full_names(keys)
    if by == "org":
        return {path: unit.name for path, unit in directory.organisations(keys).items()}
    if by == "matter":
        return {"0": _("No matter named yet")} | {str(one): name for one, name in matter_names().items()}
    columns = (FACT_TYPES[term.fact].columns.get(by) for term in measure.terms)
    return {str(code): str(title) for column in columns if column for code, title in column.codes.items()}
