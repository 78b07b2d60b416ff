"""Finding a unit by the name that people call it: 水务局 for 青禾县水务局, 住建局, 柳河村委会, 清源镇政府."""

import re
from collections.abc import Iterable, Iterator

from minqing.directory.records import OrganisationView

from .organisations import organisation_tree

MOST = 8
SHORTEST = 2
_SPOKEN = (
    ("村民委员会", ("村委会", "村委", "村干部")),
    ("居民委员会", ("居委会", "居委")),
    ("人民政府", ("政府", "领导", "干部")),
    ("街道办事处", ("街道办", "办事处")),
)
_SHORT = re.compile(r"(?=([\u4e00-\u9fff]{2,3}[局队院所站校]))")
_COUNTY = re.compile(r"^[\u4e00-\u9fff]{0,6}?县(?!委|政府|人民|纪)")
_NOISE = re.compile(r"[\s，。、（）()“”\"·]")


def units_called(text: str) -> list[OrganisationView]:
    """
    Find the open units that somebody means who writes a name; the county itself is none.

    :return: at most eight, the likeliest first; one alone where the name is whole.
    """
    said = _NOISE.sub("", text)
    if len(said) < SHORTEST:
        return []
    units = list(_units())
    exact = [unit for unit, names in units if said in names]
    if len(exact) == 1:
        return exact
    near = [unit for unit, names in units if any(said in name or name in said for name in names)]
    found = exact or near or [unit for unit, names in units if any(_shortens(said, name) for name in names)]
    return sorted(found, key=lambda unit: (len(unit.name), unit.path))[:MOST]


def unit_named_in(words: str) -> OrganisationView | None:
    """Return the open unit whose name, in full or as spoken, stands in a text: the longest; None for none."""
    said = _NOISE.sub("", words)
    short = set(_SHORT.findall(said))
    named = [(_weight(names, said, short), unit.path, unit) for unit, names in _units()]
    best = max(named, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] else None


def _weight(names: Iterable[str], said: str, short: set[str]) -> int:
    """Whole names first, by their length; then what shortens one, as 住建局 does 住房和城乡建设局."""
    whole = max((len(name) for name in names if len(name) > SHORTEST and name in said), default=0)
    return (
        whole * 10 if whole else int(any(_shortens(one[at:], name) for one in short for at in (0, 1) for name in names))
    )


def _units() -> Iterator[tuple[OrganisationView, tuple[str, ...]]]:
    for unit in organisation_tree():
        if unit.path.count("/") > 1:
            yield unit, _names(unit.name)


def _names(name: str) -> tuple[str, ...]:
    bare = _COUNTY.sub("", name)
    more = [bare.removesuffix(whole) + one for whole, spoken in _SPOKEN if bare.endswith(whole) for one in spoken]
    return tuple(dict.fromkeys((name, bare, *more)))


def _shortens(said: str, name: str) -> bool:
    """Tell whether the characters stand in the name in this order, first and last at its ends."""
    if not SHORTEST < len(said) < len(name) or said[0] != name[0] or said[-1] != name[-1]:
        return False
    letters = iter(name)
    return all(letter in letters for letter in said)
