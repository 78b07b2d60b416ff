"""Printed sheets read back as a phone does: every code opens its own card, also on paper that has suffered."""

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter
from tests.territory.counties import AT, VILLAGE, keeper, village_with_doors

from minqing.territory import service
from minqing.territory.sheets import card_sheet_pdf
from minqing.territory.sheets.cards import address

BASE = "https://mq.qinghe.example"
INCH = 72


def drawn(pdf: bytes, *, dpi: int) -> list[Image.Image]:
    """The sheets as a scanner would see them."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / INCH).to_pil().convert("L") for page in document]


def read(picture: Image.Image) -> set[str]:
    """What the codes of one sheet say."""
    return {code.text for code in zxingcpp.read_barcodes(picture) if code.format == zxingcpp.BarcodeFormat.QRCode}


def words(pdf: bytes) -> str:
    """The text of all sheets."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.django_db
class TestCardSheet:
    def test_carries_every_card_of_the_village_and_nothing_else(self) -> None:
        village_with_doors(5)
        cards = service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)

        sheets = drawn(card_sheet_pdf(VILLAGE, BASE, AT), dpi=150)

        assert [len(read(sheet)) for sheet in sheets] == [1, 4, 1]
        assert set().union(*map(read, sheets)) == {address(card.code, BASE) for card in cards}

    def test_is_read_from_a_poor_copy_with_a_stain_in_each_code(self) -> None:
        village_with_doors(1)
        cards = service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)

        sheets = drawn(card_sheet_pdf(VILLAGE, BASE, AT), dpi=150)
        poor = [stained(sheet).filter(ImageFilter.GaussianBlur(1.2)) for sheet in sheets]

        assert set().union(*map(read, poor)) == {address(card.code, BASE) for card in cards}

    def test_names_the_receipt_code_as_the_pages_do(self) -> None:
        village_with_doors(1)
        service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)

        said = words(card_sheet_pdf(VILLAGE, BASE, AT))

        assert "凭回执码查进度" in said
        assert "编号" not in said

    def test_names_the_telephone_for_who_would_rather_call(self) -> None:
        village_with_doors(1)
        service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)

        assert "0399-8110110" in words(card_sheet_pdf(VILLAGE, BASE, AT, hotline="0399-8110110"))
        assert "打电话" not in words(card_sheet_pdf(VILLAGE, BASE, AT))


def stained(sheet: Image.Image) -> Image.Image:
    """A copy with a white drop, a fifth of its width, in the middle of each code."""
    copy = sheet.copy()
    pen = ImageDraw.Draw(copy)
    for code in zxingcpp.read_barcodes(sheet):
        corners = code.position
        x = (corners.top_left.x + corners.bottom_right.x) // 2
        y = (corners.top_left.y + corners.bottom_right.y) // 2
        half = abs(corners.top_right.x - corners.top_left.x) // 10
        pen.ellipse((x - half, y - half, x + half, y + half), fill=255)
    return copy
