"""The page of boundaries: look first, then load; nothing typed is lost, and each feature is judged alone."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import cases as make
from tests.territory.test_shapes import AROUND, BESIDE, area, file_of, point
from tests.web.office.seats import Office, client_of

from minqing.territory.models import ShapeEdition

PAGE = "/office/places/map"
TERMS = {"source": "县自然资源局", "licence": "县内使用", "valid_from": "2026-09-01", "datum": "wgs84"}
FILE = file_of(
    area(AROUND, code="139901"),
    area(code="139901101000"),
    area(BESIDE, name="东石乡"),
    point(118.1, 38.1, name="柳河村"),
)


def sent(office: Office, data: bytes = FILE, **more: Any) -> tuple[int, str]:
    fields: dict[str, Any] = {**TERMS, **more}
    if "packed" not in fields:
        fields["shapes"] = SimpleUploadedFile("界线.geojson", data)
    answer = client_of(office.keeper).post(PAGE, fields, follow=True)
    return answer.status_code, answer.content.decode()


def packed(body: str) -> str:
    found = re.search(r'name="packed" value="([^"]+)"', body)
    assert found
    return found[1]


class TestPage:
    def test_shows_first_what_would_happen(self, office: Office) -> None:
        status, body = sent(office)

        assert status == 200
        assert "青禾县 清源镇" in body
        assert "现有区划里没有这个代码或名称" in body
        assert not ShapeEdition.objects.exists()

    def test_says_at_each_look_why_a_feature_cannot_be_read(self, office: Office) -> None:
        turned = [[38.0, 118.0], [38.2, 118.0], [38.2, 118.2], [38.0, 118.0]]
        data = file_of(area(AROUND, code="139901"), area(turned, name="青石乡"))

        _, first = sent(office, data)
        _, second = sent(office, packed=packed(first))

        for body in (first, second):
            assert "2 青石乡" in body
            assert "经度和纬度写反了" in body

    def test_loads_what_was_looked_at_with_what_was_written_beside(self, office: Office) -> None:
        _, body = sent(office)

        status, body = sent(office, packed=packed(body), sure="1", **{"place-3": "139901102000"})

        assert status == 200
        assert "已载入 4 处界线或点位" in body
        assert ShapeEdition.objects.get().source == "县自然资源局"
        assert 'class="map plain"' in body

    def test_looks_again_with_what_was_written(self, office: Office) -> None:
        _, body = sent(office)

        _, body = sent(office, packed=packed(body), **{"place-3": "139901102000"})

        assert "青禾县 青石乡" in body
        assert 'name="place-3" value="139901102000"' in body
        assert not ShapeEdition.objects.exists()

    @pytest.mark.parametrize(
        ("data", "more"),
        [(b"no", {}), (FILE, {"licence": " "}), (FILE, {"valid_from": "gestern"}), (FILE, {"packed": "forged"})],
    )
    def test_keeps_what_was_typed_when_it_refuses(self, office: Office, data: bytes, more: dict[str, str]) -> None:
        status, body = sent(office, data, **more)

        assert status == 422
        assert 'role="alert"' in body
        assert 'value="县自然资源局"' in body

    def test_asks_for_a_file(self, office: Office) -> None:
        answer = client_of(office.keeper).post(PAGE, TERMS)

        assert answer.status_code == 422
        assert "请先选" in answer.content.decode()

    def test_says_what_is_missing_before_anything_was_loaded(self, office: Office) -> None:
        body = client_of(office.keeper).get(PAGE).content.decode()

        assert "还没有载入过" in body
        assert make.COUNTY not in body
