"""
What the API answers, derived from the records that the pages show: pages have no private powers.

Each frozen record becomes one schema of the same name. A text that is translated when shown (``Any`` in a record)
and every reference becomes a string.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, create_model

from minqing.kernel.times import SHANGHAI
from minqing.vault.danger import Danger
from minqing.vault.masking import Masked
from minqing.vault.records import RevealView

PLAIN = frozenset({int, float, bool, date, UUID, type(None), dict})


SPECIAL: dict[tuple[str, str], Any] = {}
"""Fields whose record says ``Any`` though a record stands there: (record's name, field) → type. Filled below."""


_names: dict[str, type] = {"Figure": type(None)}  # the one of ``figures`` is written by hand


def _word(value: Any) -> str:
    return "" if value is None else str(value)


def _by_the_countys_clocks(moment: datetime) -> datetime:
    return moment.astimezone(SHANGHAI)


Word = Annotated[str, BeforeValidator(_word)]
Moment = Annotated[datetime, AfterValidator(_by_the_countys_clocks)]
"""A moment in one form everywhere: ISO 8601 with +08:00."""


class Shape(BaseModel):
    """A record as the API shows it."""

    model_config = ConfigDict(from_attributes=True)


@cache
def shape(record: type) -> type[Shape]:
    """
    Make the schema of a record.

    :param record: a frozen dataclass, or one parameterised like ``Page``.
    :return: the same class for the same record.
    """
    hints = get_type_hints(record)
    inside: dict[str, Any] = {
        field.name: (SPECIAL.get((record.__name__, field.name)) or translated(hints[field.name]), ...)
        for field in fields(record)
    }
    doc = (record.__doc__ or "").strip().split("\n\n")[0]
    return create_model(_name(record), __base__=Shape, __doc__=doc, **inside)


def _name(record: type) -> str:
    """Two records of the same name in two modules get two names: ``Answerer`` and ``DirectoryAnswerer``."""
    holder = _names.setdefault(record.__name__, record)
    return record.__name__ if holder is record else f"{record.__module__.split('.')[1].title()}{record.__name__}"


def translated(hint: Any) -> Any:
    """Turn one type of a record into a type of the API."""
    if hint in PLAIN:
        return hint
    if hint is datetime:
        return Moment
    if is_dataclass(hint) and isinstance(hint, type) and hint.__name__ != "Ref":
        return shape(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return Union[tuple(translated(one) for one in inner)]  # noqa: UP007  # built, not written
    if origin is tuple:
        return _tuple(inner)
    if origin in (list, frozenset, set):
        return list[translated(inner[0])]  # type: ignore[misc]  # built at run time
    return _mapping(inner) if origin in (dict, Mapping) else Word


def _mapping(inner: tuple[Any, ...]) -> Any:
    """What is said under a name stays what it is, and is no text of the whole."""
    return dict[Word, Any if inner[1] is Any else translated(inner[1])]  # type: ignore[misc]  # built at run time


def _tuple(inner: tuple[Any, ...]) -> Any:
    if len(inner) == 2 and inner[1] is Ellipsis:
        return list[translated(inner[0])]  # type: ignore[misc]  # built at run time
    return tuple[tuple(translated(one) for one in inner)]  # type: ignore[misc]  # built at run time


SPECIAL |= {
    ("Preview", "words"): shape(Masked),
    ("Preview", "where"): shape(Masked),
    ("Preview", "danger"): shape(Danger) | None,
    ("Registered", "danger"): shape(Danger) | None,
    ("ReceiptPage", "reveals"): list[shape(RevealView)],  # type: ignore[misc]  # built at run time
}


def page_of(item: type) -> type[BaseModel]:
    """Make the schema of one page of a list: items, and the cursors of the pages beside it."""
    return _page_of(item, shape(item))


@cache
def _page_of(item: type, inside: Any) -> type[BaseModel]:
    return create_model(
        f"{item.__name__}Page",
        __base__=Shape,
        __doc__="One page of a list. `next` and `previous` are cursors for the same address; null at the ends.",
        items=(list[inside], ...),
        next=(str | None, None),
        previous=(str | None, None),
    )


Maker = Callable[..., Any]
