"""Too much at once: a clear sentence, and the words survive."""

import io

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from minqing.cases.models import Case
from minqing.web.resident import uploads

from .conftest import Door
from .test_reporting import FULL, kept, photo

MB = 1024 * 1024


@pytest.fixture
def small_scales(monkeypatch) -> None:
    """Weigh in grammes, so that tests need not push megabytes about."""
    monkeypatch.setattr(uploads, "MB", 1024)


class Blob(io.BytesIO):
    name = "photo.jpg"


class TestHeavyPhotos:
    def test_are_left_behind_while_the_words_stay(self, client: Client, door: Door, small_scales: None) -> None:
        sent = {**FULL, "photos": [Blob(b"x" * 21 * 1024), photo()]}

        answer = client.post(reverse("resident:report_card", args=[door.card]), sent)

        assert answer.status_code == 413
        assert kept(answer, "有 1 张照片太大", FULL["words"], "照片要重新选一次")
        assert not Case.objects.exists()

    def test_are_weighed_together_as_well(self, client: Client, door: Door, small_scales: None) -> None:
        sent = {**FULL, "photos": [Blob(b"x" * 19 * 1024) for _each in range(4)]}

        answer = client.post(reverse("resident:report_card", args=[door.card]), sent)

        assert answer.status_code == 413
        assert kept(answer, FULL["words"])


class TestReceive:
    def test_a_hundred_megabytes_of_photo_keep_the_words(self, client: Client, door: Door) -> None:
        sent = {**FULL, "photos": [Blob(b"\0" * 100 * MB)]}

        answer = client.post(reverse("resident:report_card", args=[door.card]), sent)

        assert answer.status_code == 413
        assert kept(answer, FULL["words"])

    def test_a_hundred_megabytes_of_words_are_refused_clearly(self, client: Client, door: Door) -> None:
        answer = client.post(reverse("resident:report_card", args=[door.card]), {**FULL, "words": "x" * 3 * MB})

        assert answer.status_code == 413
        assert kept(answer, "按手机的返回键")

    def test_a_body_beyond_reading_is_not_read(self, client: Client, door: Door) -> None:
        answer = client.post(reverse("resident:report_card", args=[door.card]), FULL, CONTENT_LENGTH=201 * MB)

        assert answer.status_code == 413

    def test_thirteen_files_are_refused_clearly(self, client: Client, door: Door) -> None:
        sent = {**FULL, "photos": [photo() for _each in range(13)]}

        assert client.post(reverse("resident:report_card", args=[door.card]), sent).status_code == 413

    def test_a_body_cut_off_on_the_way_asks_to_send_again(self, client: Client, door: Door) -> None:
        answer = client.post(
            reverse("resident:report_card", args=[door.card]),
            b"--x\r\nbroken",
            content_type="multipart/form-data; boundary=",
        )

        assert answer.status_code == 422
        assert kept(answer, "再发一次")

    def test_counts_nothing_when_all_is_light(self) -> None:
        request = RequestFactory().post("/", {**FULL, "photos": [photo()]})

        assert uploads.receive(request) == 0
        assert len(uploads.photos_of(request, left_behind=0)) == 1
