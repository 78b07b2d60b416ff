"""The words of a mail: decoded by whatever it was written in, HTML made plain, what is quoted left out."""

import codecs
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Mime
from html.parser import HTMLParser

__all__ = ["decoded", "header", "plain_of", "unquoted"]

CHINESE = "gb18030"
"""Holds GB2312 and GBK; mails that name one of these hold letters of the larger sets all the same."""
_NARROW = {"gb2312", "gbk", "x-gbk", "gb_2312-80", "cp936", "gb18030"}
_BREAKS = {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "table", "blockquote"}
_UNREAD = {"script", "style", "head", "title", "template"}
_QUOTED = re.compile(
    r"^\s*(?:-{2,}\s*(?:原始邮件|原邮件|转发邮件|Original Message|Forwarded message)\s*-{2,}.*"
    r"|(?:在|于)?.{0,120}(?:写道|来信)[:：]\s*|On .{5,200} wrote:\s*|(?:发件人|寄件者|From)[:：].*|_{20,})$",
    re.IGNORECASE,
)


def decoded(data: bytes, charset: str) -> str:
    """Read bytes as text, by the named set of letters where it fits, else by those that Chinese mails are in."""
    named = charset.strip().strip("\"'").lower()
    tried = [CHINESE if named in _NARROW else named, "utf-8", CHINESE]
    for name in tried:
        try:
            codecs.lookup(name)
            return data.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return data.decode(tried[0] if tried[0] == CHINESE else "utf-8", errors="replace")


def header(mail: Mime, name: str) -> str:
    """Return a header's words on one line; empty where there is none or it cannot be read."""
    raw = mail.get(name)
    if raw is None:
        return ""
    try:
        parts = decode_header(str(raw))
    except (HeaderParseError, ValueError):
        return " ".join(str(raw).split())
    return " ".join("".join(_piece(piece, charset) for piece, charset in parts).split())


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    return decoded(piece, charset or "utf-8")


class _Plain(HTMLParser):
    """Gathers what a reader of HTML sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a new line, or something that nobody reads."""
        self.hidden += tag in _UNREAD
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what nobody reads."""
        self.hidden -= tag in _UNREAD and self.hidden > 0

    def handle_data(self, data: str) -> None:
        """Take what is read."""
        if not self.hidden:
            self.pieces.append(" ".join(data.split()) if "\n" in data else data)


def plain_of(html: str) -> str:
    """Return the words of an HTML text."""
    reader = _Plain()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).replace("\xa0", " ").splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def unquoted(text: str) -> str:
    """Return what an answer says itself, without the message that it answers; all of it where nothing else is left."""
    kept = []
    for line in text.splitlines():
        if _QUOTED.match(line):
            break
        if not line.lstrip().startswith((">", "＞")):
            kept.append(line)
    return "\n".join(kept).strip() or text.strip()
