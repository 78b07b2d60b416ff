"""Names of things that outlive their tables: ``case:0192…``, ``post:…``, ``system:clock``."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """One thing by kind and id. Facts carry these instead of foreign keys: they stay true when tables are gone."""

    kind: str
    id: str

    def __post_init__(self) -> None:
        if not self.kind or ":" in self.kind or not self.id:
            raise ValueError(f"not a reference: {self.kind!r}, {self.id!r}")

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read a reference back from its text.

        :param text: ``kind:id``; the id may itself hold colons.
        :raises ValueError: if there is no kind or no id.
        """
        kind, _, id_ = text.partition(":")
        return cls(kind, id_)
