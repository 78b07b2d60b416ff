"""What a verb asks for, as a table: the web draws its forms from it, the API its schemas."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal[
    "text", "longtext", "choice", "choices", "date", "datetime", "int", "bool",
    "organisation", "matter", "lines", "answers", "number",
]  # fmt: skip
Choices = Sequence[tuple[str, Any]] | Callable[[], Sequence[tuple[str, Any]]]


@dataclass(frozen=True, slots=True)
class Field:
    """
    One input of a verb.

    ``lines`` is a list of texts, one a line; ``answers`` maps the id of a demand to its answer;
    ``organisation`` an organisation's path; ``matter`` a matter's number; ``number`` a case number.
    """

    name: str
    kind: Kind
    label: Any
    required: bool = True
    max_length: int | None = None
    choices: Choices | None = None
    help: Any = ""
    initial: Any = None
    min_value: int | None = None
    max_value: int | None = None

    def options(self) -> Sequence[tuple[str, Any]]:
        """Return the choices as (value, title) pairs; empty for a free field."""
        if self.choices is None:
            return ()
        return self.choices() if callable(self.choices) else self.choices


@dataclass(frozen=True, slots=True)
class Verb:
    """
    One thing that may be done, with what it asks for.

    ``run`` is the service function: ``run(number=…, actor=…, at=…, **fields)``. ``confirm`` is a sentence to
    show before an act that cannot be taken back; ``likely`` marks the ordinary next step.
    """

    key: str
    title: Any
    permission: str
    run: Callable[..., Any]
    fields: tuple[Field, ...] = ()
    confirm: Any = ""
    likely: bool = False
