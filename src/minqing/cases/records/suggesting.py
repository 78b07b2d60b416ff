"""What may be suggested from a request's words, and the models that do it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class MatterSuggestion:
    """
    A matter that a request may be about.

    :param because: the words of the request that speak for it, the strongest first; none where only all together do.
    """

    number: int
    name: str
    group: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelView:
    """
    One model that suggests matters.

    :param state: ``asked``, ``ready`` or ``refused``; ``said`` then says why.
    :param origin: where its texts came from; ``done`` how far it is, in per cent.
    :param top1: how many of the texts had their own matter named first, ``top3`` among the first three.
    :param macro_f1: between nought and one.
    """

    version: int
    state: str
    origin: Any
    made_at: datetime
    made_by: str
    done: int
    said: str
    texts: int
    labels: int
    top1: int
    top3: int
    macro_f1: float
    digest: str
    size: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """
    Two models asked about the same newest settled requests.

    :param texts: of how many; ``first`` and ``among``: how often each, by version, named the settled matter first, or
        among three. Either may have learnt from some of these texts.
    :param same: how often both named the same matter first.
    """

    texts: int
    first: dict[int, int]
    among: dict[int, int]
    same: int
