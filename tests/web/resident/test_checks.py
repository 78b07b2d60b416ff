"""The draw of return visits is public, and anybody can draw again."""

from django.test import Client
from tests.cases.visiting.test_visits import draw
from tests.factories import cases as make

from minqing.cases.models import VisitDraw
from minqing.cases.visiting.drawing import drawn


class TestChecks:
    def test_show_seed_count_and_values_from_which_the_sample_follows(self, client: Client, db: None) -> None:
        draw(make.county())
        row = VisitDraw.objects.get()

        page = client.get("/checks/").content.decode()
        values = client.get("/checks/202609.txt").content.decode().split()

        assert row.seed in page
        assert drawn(values, row.size)[-1] in page
        assert len(values) == row.population == 3
        assert client.get("/checks/202608.txt").status_code == 404
        assert client.get("/checks/999999.txt").status_code == 404

    def test_tell_the_holder_of_a_receipt_whether_hers_was_drawn(self, client: Client, db: None) -> None:
        made = draw(make.county(), closed=1, size=1)

        page = client.post("/checks/", {"code": made[0].receipt}).content.decode()
        other = client.post("/checks/", {"code": "AAAA"}).content.decode()

        assert "抽到了您的" in page
        assert "抽到了您的" not in other
        assert made[0].number not in page

    def test_say_before_anything_was_drawn_which_seal_will_be_the_seed(self, client: Client, db: None) -> None:
        make.county()

        assert "下一次抽取" in client.get("/checks/").content.decode()
