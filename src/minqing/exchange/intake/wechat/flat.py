"""XML as the platform sends it, one level deep: read without entities, document types or surprises in size."""

from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused

__all__ = ["XmlRefused", "read_flat", "write_flat"]

MOST_BYTES, MOST_TAGS, DEPTH = 64 * 1024, 60, 3


class XmlRefused(Refused):
    """It is no XML that is read here."""

    status = 400
    code = "xml"
    default: Any = _("This XML is broken, too large, or declares entities.")


class _Reader:
    """Gathers the texts of the tags below the outermost."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.open: list[str] = []
        self.count = 0

    def begin(self, name: str, _attributes: dict[str, str]) -> None:
        """Go one level down."""
        self.open.append(name)
        self.count += 1
        if len(self.open) > DEPTH or self.count > MOST_TAGS:
            raise XmlRefused

    def end(self, _name: str) -> None:
        """Go one level up."""
        self.open.pop()

    def text(self, data: str) -> None:
        """Take text of the second level."""
        if len(self.open) == DEPTH - 1:
            self.found[self.open[-1]] = self.found.get(self.open[-1], "") + data

    def declares(self, *_given: object) -> int:
        """Refuse what declares a document type or an entity: nothing honest does, and entities grow."""
        raise XmlRefused


def read_flat(data: bytes) -> dict[str, str]:
    """
    Read tag → text.

    :raises XmlRefused: if it is broken, too large or too deep, or declares a document type or an entity.
    """
    if len(data) > MOST_BYTES:
        raise XmlRefused
    reader, parser = _Reader(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.begin, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = reader.declares
    parser.ExternalEntityRefHandler = reader.declares
    try:
        parser.Parse(data, True)
    except expat.ExpatError as broken:
        raise XmlRefused from broken
    return {name: text.strip() for name, text in reader.found.items()}


def write_flat(values: dict[str, str]) -> str:
    """Write tags with their texts; whatever a text holds stays text."""
    safe = {name: text.replace("]]>", "]]]]><![CDATA[>") for name, text in values.items()}
    return "<xml>" + "".join(f"<{name}><![CDATA[{text}]]></{name}>" for name, text in safe.items()) + "</xml>"
