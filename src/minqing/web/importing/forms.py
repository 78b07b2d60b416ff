"""How a list is read, as a form: a column for each field, ours for each of their words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Choices = Callable[[str], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of ours: the column chosen, some of its cells, and why it was guessed (``name``, ``content`` or "")."""

    key: str
    title: Any
    help: Any
    needed: bool
    column: str
    samples: Sequence[str]
    why: str


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word of theirs: what its input is called, how many lines hold it, ours that read alike, what was typed."""

    name: str
    said: str
    count: int
    near: Sequence[str]
    typed: str = ""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class WordTable:
    """The untranslated words of one field, with ours to choose from."""

    key: str
    title: Any
    words: Sequence[WordRow]
    choices: Sequence[str]


def fields_of(run: Any, fields: Sequence[Any], typed: Mapping[str, str] | None) -> list[FieldRow]:
    """Return a row for each of our fields."""
    rows = []
    for field in fields:
        column = typed.get(f"column-{field.key}", "") if typed else run.reading.columns.get(field.key, "")
        guess = run.guesses.get(field.key)
        why = guess.why if guess and guess.column == column else ""
        samples = run.samples.get(column, ())
        rows.append(FieldRow(field.key, field.title, field.help, field.needed, column, samples, why))
    return rows


def left_out(run: Any, fields: Sequence[Any], typed: Mapping[str, str] | None) -> list[str]:
    """Return the columns that no field takes."""
    used = {row.column for row in fields_of(run, fields, typed)}
    return [name for name in run.names if name not in used]


def unknown_of(run: Any, choices: Choices, fields: Sequence[Any], typed: Mapping[str, str] | None) -> list[WordTable]:
    """Return the words that nobody has translated, a table for each field."""
    titles = {field.key: field.title for field in fields}
    told = []
    for key, words in run.unknown.items():
        ours = [title for _value, title in choices(key)]
        rows = [_word(key, at, word, ours, typed or {}) for at, word in enumerate(words)]
        told.append(WordTable(key, titles[key], rows, ours))
    return told


def _word(key: str, at: int, word: Any, ours: Sequence[str], typed: Mapping[str, str]) -> WordRow:
    name = f"word-{key}-{at}"
    said = typed.get(name, "").strip()
    near = [title for _value, title in word.near]
    return WordRow(name, word.said, word.count, near, said, bool(said) and said not in ours)


def _named(choices: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return ours by their whole names, and by the last part of it where that is one thing's alone."""
    short: dict[str, list[str]] = {}
    for value, title in choices:
        short.setdefault(_last_part(title), []).append(value)
    alone = {name: values[0] for name, values in short.items() if len(values) == 1}
    return {**alone, **{title: value for value, title in choices}}


def _last_part(title: str) -> str:
    return title.rsplit(" · ", maxsplit=1)[-1].rsplit(" ", maxsplit=1)[-1]


def reading_of(sent: Mapping[str, str], run: Any, fields: Sequence[Any], choices: Choices) -> dict[str, Any]:
    """
    Read the form.

    :return: ``columns``, ``values`` and ``place`` as the verb wants them; a word that is none of ours says nothing.
    """
    columns = {field.key: sent.get(f"column-{field.key}", "") for field in fields}
    values: dict[str, dict[str, str]] = {}
    for key, words in run.unknown.items():
        ours = _named(choices(key))
        for at, word in enumerate(words):
            said = sent.get(f"word-{key}-{at}", "").strip()
            if said in ours:
                values.setdefault(key, {})[word.said] = ours[said]
            elif sent.get(f"none-{key}-{at}"):
                values.setdefault(key, {})[word.said] = ""
    return {"columns": columns, "values": values, "place": sent.get("place", "")}
