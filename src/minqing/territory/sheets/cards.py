"""A village's cards: its own as a poster for the notice board, then one for each household, four to a sheet."""

from datetime import datetime
from typing import Any

import segno

from minqing.kernel.times import day_of
from minqing.territory import queries
from minqing.territory.records import CardView

from .press import print_pdf


def card_sheet_pdf(village_path: str, base_url: str, at: datetime, *, hotline: str = "") -> bytes:
    """
    Draw the cards of a village that hold, as A4 sheets with crop marks.

    A card shows the village, the code in groups and as a QR code, and how it works; no name, no door number.

    :param base_url: address residents use, e.g. ``https://mq.example.gov.cn``.
    :param at: day of printing, shown outside the crop marks.
    :param hotline: a number for those who do not scan; left out when empty.
    :return: a PDF; without cards one page that says so.
    :raises NotFound: if there is no such village.
    """
    return print_pdf("cards.typ", sheet_data(village_path, base_url, at, hotline=hotline), at=at)


def sheet_data(village_path: str, base_url: str, at: datetime, *, hotline: str = "") -> dict[str, Any]:
    """Gather everything that is printed on the cards, and nothing else."""
    village = queries.place(village_path)
    cards = queries.cards_of(village_path)
    mask = best_mask(address(cards[0].code, base_url)) if cards else 0
    return {
        "village": village.name,
        "above": village.full_name.removesuffix(village.name).strip(),
        "site": base_url.rsplit("://", maxsplit=1)[-1].rstrip("/"),
        "hotline": hotline,
        "printed": day_of(at).strftime("%Y-%m-%d"),
        "own": [_card(card, base_url, mask) for card in cards if not card.household_path],
        "doors": [_card(card, base_url, mask) for card in cards if card.household_path],
    }


def address(card_code: str, base_url: str) -> str:
    """Return the address in a card's QR code; short, so that the squares stay large."""
    return f"{base_url.rstrip('/')}/q/{card_code}"


def best_mask(text: str) -> int:
    """
    Find the mask that makes a QR code easiest to read.

    Trying all eight costs five times the drawing; codes of a village differ in nine letters, so one trial serves.
    """
    return int(_qr(text).mask)


def _qr(text: str, mask: int | None = None) -> segno.QRCode:
    return segno.make(text, error="q", micro=False, boost_error=False, mask=mask)


def _card(card: CardView, base_url: str, mask: int) -> dict[str, Any]:
    return {"n": card.serial, "code": card.written, "qr": qr_path(address(card.code, base_url), mask)}


def qr_path(text: str, mask: int | None = None) -> dict[str, Any]:
    """
    Draw a QR code as runs of dark squares.

    :return: ``size`` in squares and ``d``, a path for an SVG; error correction Q, for paper that gets wet.
    """
    matrix = _qr(text, mask).matrix
    runs = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                runs.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            x += 1
    return {"size": len(matrix), "d": "".join(runs)}
