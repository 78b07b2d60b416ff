"""Filing for somebody else: one page, one receipt, shown once."""

import pytest
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases.models import Case

pytestmark = pytest.mark.django_db


def sent(**changes: str) -> dict[str, str]:
    """What a clerk types."""
    plain = {
        "channel": "counter",
        "words": "村口的路灯坏了三天，晚上走路看不见。",
        "place": make.VILLAGE,
        "submission_token": "a-token-of-the-form",
    }
    return plain | changes


class TestFile:
    def test_takes_the_request_in_and_shows_the_receipt_once(self, office: Office) -> None:
        client = client_of(office.county.intake)

        answer = client.post("/office/file/", sent())

        assert answer["Location"] == "/office/file/done"
        page = client.get("/office/file/done").content.decode()
        case = Case.objects.get()
        assert case.number in page
        assert "receipt-big" in page
        assert case.on_behalf

    def test_makes_one_request_of_a_button_pressed_twice(self, office: Office) -> None:
        client = client_of(office.county.intake)

        client.post("/office/file/", sent())
        client.post("/office/file/", sent())

        assert Case.objects.count() == 1

    def test_puts_danger_to_life_first(self, office: Office) -> None:
        client = client_of(office.county.intake)

        client.post("/office/file/", sent(words="楼道里煤气味很大，有人晕倒了"))
        page = client.get("/office/file/done").content.decode()

        assert 'class="alarm"' in page
        assert page.index('class="alarm" role="alert"><span>') < page.index("receipt-big")

    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"place": ""}, "place"), ({"words": ""}, "words"), ({"card": "0000-0000-0", "place": ""}, "card")],
    )
    def test_refuses_with_a_sentence_at_the_field(self, office: Office, changes: dict[str, str], field: str) -> None:
        answer = client_of(office.county.intake).post("/office/file/", sent(**changes))

        assert answer.status_code == 422
        assert f'id="id_{field}-wrong"' in answer.content.decode()
        assert Case.objects.count() == 0

    def test_lets_a_grid_worker_file_only_at_her_own_place(self, office: Office) -> None:
        client = client_of(office.county.grid_worker)

        inside = client.post("/office/file/", sent(channel="grid"))
        outside = client.post(
            "/office/file/", sent(channel="grid", place=make.OTHER_VILLAGE, submission_token="another")
        )

        assert (inside.status_code, outside.status_code) == (302, 422)
        assert Case.objects.count() == 1
