"""What is wrong with a definition: on which line, about what, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from minqing.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One thing that is wrong, or worth knowing.

    :param line: in the text, from 1.
    :param words: what is wrong and what to do.
    :param where: which entry it is about, such as ``unit`` or ``part``; empty for the whole.
    :param grave: whether it keeps the measure from being published.
    """

    line: int
    words: Any
    where: str = ""
    grave: bool = True


class DefinitionRefused(Refused):
    """A definition cannot be published as it is; ``faults`` says what is wrong with it, in the order of its lines."""

    code = "definition-refused"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("\n".join(told(fault) for fault in self.faults))


def told(fault: Fault) -> str:
    """Write a fault with its line, as the command line and the API do."""
    from django.utils.translation import gettext as _

    return _("Line %(line)s: %(words)s") % {"line": fault.line, "words": fault.words}
