"""
What an operator may order at the machine, offered by modules that the command line does not know.

The command line imports no door and no other edge; each of them puts its operations here when the house starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Option:
    """
    One thing an operation asks for; on the command line ``--name``, several values where ``many``.

    :param first: it stands first and without a name, as a file does.
    """

    name: str
    help: Any
    required: bool = True
    many: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """
    One order: its word, its line of help, the permissions it needs, and what carries it out.

    ``run(actor=…, at=…, **options)`` returns the lines to print; a refusal is shown as a sentence.
    """

    name: str
    help: Any
    permissions: tuple[str, ...]
    run: Callable[..., list[str]]
    options: tuple[Option, ...] = ()


OPERATIONS: dict[str, Operation] = {}


def offer_operation(operation: Operation) -> None:
    """
    Put an operation on the list.

    :raises ValueError: if the word is taken.
    """
    if OPERATIONS.setdefault(operation.name, operation) is not operation:
        raise ValueError(f"operation {operation.name!r} is offered twice")
