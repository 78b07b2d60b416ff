"""The extra questions of a service, as attributes; none until a matter asks some."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One extra question of a matter; ``choices`` are (key, name) pairs."""

    code: str
    label: str
    datatype: str
    required: bool
    order: int
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""


def questions_of(matter_number: int | None) -> tuple[Question, ...]:
    """Return the extra questions of a matter, in order."""
    return ()
