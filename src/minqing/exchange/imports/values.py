"""Their words in ours: matters, units, places, states, outcomes. What is not known is counted, never guessed."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from minqing.cases import queries as cases
from minqing.cases.codes import Outcome
from minqing.directory import queries as directory
from minqing.kernel.errors import NotFound
from minqing.territory import queries as territory
from minqing.territory.records import PlaceView

from .mappings import Reading

__all__ = ["OUTCOMES", "SOLVED", "STATES", "Translator"]

STATES = ("open", "ended")
OUTCOMES = tuple(outcome.name.lower() for outcome in Outcome)
SOLVED = ("1", "2", "3", "0")
MOST_UNKNOWN = 300
LONGEST_WORD = 60

_ENDED = re.compile(
    r"^(?:已?办结|已?结案|已?归档|已?办理?完[成毕]|已?关闭|已?完成|已?回访|已?评价|已?反馈|办结.*|.*已办结)$"
)
_OPEN = re.compile(r"办理中|处理中|待|未办结|派单|派发|转办|受理|审核|退回|延期|挂起|签收|在办|流转|登记")
_OUTCOMES = (
    ("partly", re.compile(r"部分")),
    ("not_now", re.compile(r"暂(?:时)?不能|暂无法|列入计划|纳入规划|暂未")),
    ("not_within_duty", re.compile(r"不属|非职责|职责外|不予受理|诉讼|仲裁")),
    ("explained", re.compile(r"解释|答复|咨询|告知|说明")),
    ("handled", re.compile(r"解决|办结|处理|完成|落实|属实|办理")),
)
_SOLVED = ((2, re.compile(r"部分|基本")), (3, re.compile(r"未|没|不|否")), (1, re.compile(r"解决|是|已|完成")))
_ENDINGS = re.compile(r"(?:村民委员会|居民委员会|社区居委会|村委会|居委会|人民政府|街道办事处|办事处)$")


def bare(name: str) -> str:
    """Write a place's name as short as people say it: 柳河村民委员会 is 柳河, 柳河村 too."""
    said = _ENDINGS.sub("", re.sub(r"\s+", "", name))
    return said.removesuffix("社区").removesuffix("村") if len(said) > 2 else said


@dataclass(slots=True)
class Translator:
    """
    Translates the words of one list; what it has looked up it remembers.

    ``unknown`` counts, by field, the words that nobody has translated.
    """

    reading: Reading
    unknown: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _held: dict[tuple[str, str], Any] = field(default_factory=dict)
    _matters: dict[str, int] = field(default_factory=dict)
    _places: dict[str, list[PlaceView]] = field(default_factory=dict)
    _moved: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in cases.matters():
            self._matters |= {one.name: one.number, one.code: one.number, str(one.number): one.number}
            self._matters[f"{one.group}/{one.name}"] = one.number
        for place in territory.divisions():
            self._keep(place, place)
        self._moved = territory.successions()
        by_path = {place.path: place for place in territory.divisions()}
        for kind in ("township", "village"):
            for gone in territory.places_ever(self._county(), kind):
                now = by_path.get(self._today(gone.path))
                if gone.closed_on and now:
                    self._keep(gone, now)

    def _county(self) -> str:
        county = territory.county()
        return county.path if county else ""

    def _today(self, path: str) -> str:
        for _step in range(20):
            if path not in self._moved:
                return path
            path = self._moved[path]
        return path

    def _keep(self, called: PlaceView, place: PlaceView) -> None:
        for name in {called.name, called.official_name, called.code, bare(called.name)} - {""}:
            held = self._places.setdefault(name, [])
            if place not in held:
                held.append(place)

    # --- one word -----------------------------------------------------------------------------------------------

    def matter(self, finest: str, above: str) -> int | None:
        """Return a matter's number, by the finest word that is known; None where none is."""
        for key, said in (("matter", finest), ("matter_above", above)):
            number = self._once(key, said, self._matter)
            if number:
                return int(number)
        return None

    def unit(self, said: str) -> str:
        """Return a unit's path; empty where it is not known."""
        return str(self._once("unit", said, _unit) or "")

    def state(self, said: str) -> str | None:
        """Return ``open`` or ``ended``; None where nobody knows."""
        return self._once("state", said, _state)

    def outcome(self, said: str) -> str:
        """Return an outcome; what had ended there was handled, unless the word says something else."""
        return str(self._once("outcome", said, _outcome) or "handled")

    def solved(self, said: str) -> int:
        """Return what the resident said there; 0 where nothing is known."""
        return int(self._once("solved", said, _solved) or 0)

    def place(self, town: str, village: str) -> str:
        """
        Return the path of the place that two words name: the village within the township, else the township.

        :return: empty where neither is known, or a name stands for several places.
        """
        above = self._place("town", town, "")
        below = self._place("village", village, above) if village else ""
        return below or above

    def _place(self, key: str, said: str, within: str) -> str:
        if not said:
            return ""
        held = (f"{key}:{within}", said)
        if held not in self._held:
            self._held[held] = self._find_place(key, said, within)
        found = str(self._held[held] or "")
        if not found and self.reading.meaning(key, said) is None:
            self._count(key, said)
        return found

    def _find_place(self, key: str, said: str, within: str) -> str:
        told = self.reading.meaning(key, said)
        if told is not None:
            return told
        named = self._places.get(said) or self._places.get(bare(said)) or self._at_the_end(said)
        fitting = [place for place in named if place.path.startswith(within)] if within else named
        kinds = [place for place in fitting if (place.kind == "village") == (key == "village")] or fitting
        return kinds[0].path if len(kinds) == 1 else ""

    def _at_the_end(self, said: str) -> list[PlaceView]:
        """Find the place whose name ends a longer one: 清源镇柳河村."""
        told = (said, bare(said))
        ends = sorted(
            (name for name in self._places if len(name) > 1 and any(one.endswith(name) for one in told)), key=len
        )
        return self._places[ends[-1]] if ends else []

    def _matter(self, said: str) -> int:
        for word in (said, *reversed(re.split(r"[/>\-—|→]+", said))):
            number = self._matters.get(word.strip())
            if number:
                return number
        return 0

    def _once(self, key: str, said: str, find: Any) -> Any:
        """Look a word up once: what was said of it, else what it says itself."""
        if not said:
            return None
        if (key, said) not in self._held:
            told = self.reading.meaning(key, said)
            self._held[key, said] = find(said) if told is None else told
        found = self._held[key, said]
        if found in (None, "", 0) and self.reading.meaning(key, said) is None:
            self._count(key, said)
        return found or None

    def _count(self, key: str, said: str) -> None:
        held, word = self.unknown[key], said[:LONGEST_WORD]
        if word in held or len(held) < MOST_UNKNOWN:
            held[word] += 1


def _unit(said: str) -> str:
    found = directory.units_called(said)
    return found[0].path if len(found) == 1 else ""


def _state(said: str) -> str | None:
    if _OPEN.search(said) and not said.startswith("已办"):
        return "open"
    return "ended" if _ENDED.match(said) else None


def _outcome(said: str) -> str | None:
    return next((name for name, pattern in _OUTCOMES if pattern.search(said)), None)


def _solved(said: str) -> int:
    return next((number for number, pattern in _SOLVED if pattern.search(said)), 0)


def place_exists(path: str) -> bool:
    """Tell whether a path is a place in force."""
    try:
        return territory.place(path).closed_on is None
    except NotFound:
        return False


def names_of_places() -> Iterable[str]:
    """Return the names by which townships and villages are called here."""
    for place in territory.divisions():
        yield place.name
        if place.official_name:
            yield place.official_name
