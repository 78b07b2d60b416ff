"""What a briefing is made of, before anybody knows whether it becomes a page, a Word document or paper."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """
    Some words on a line.

    :param href: where they lead; "" for nowhere.
    """

    text: str
    href: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the document's own."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a small one explains."""

    runs: Runs
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]

    @property
    def lines(self) -> list[list[tuple[str, Runs]]]:
        """Return each row's cells with their heads, for a narrow screen that writes them below each other."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Note:
    """Where one number opens: a number of its own, what it is, over which days and of whom."""

    number: int
    title: str
    key: str
    definition: str
    days: str
    whose: str
    href: str


@dataclass
class Notes:
    """The notes of one document, in the order in which its numbers stand."""

    held: list[Note] = field(default_factory=list)

    def add(self, *, title: str, key: str, definition: str, days: str, whose: str, href: str) -> Run:
        """Keep a note, and return the mark that stands behind its number."""
        note = Note(len(self.held) + 1, title, key, definition, days, whose, href)
        self.held.append(note)
        return Run(f"[{note.number}]", href)
