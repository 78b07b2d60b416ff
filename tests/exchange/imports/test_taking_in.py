"""A list that is taken in: requests with their own times, and refused lines to be corrected."""

from datetime import timedelta
from typing import Any

import pytest
from tests.exchange.imports import lists
from tests.exchange.imports.conftest import (
    checked,
    counts,
    kinds_of,
    page_of,
    refused,
    taken_in,
)
from tests.factories import cases as make

from minqing.cases.folding import verify_cases
from minqing.cases.models import Case, Entry
from minqing.directory.models import PostGrant
from minqing.exchange.imports import queries, storing
from minqing.exchange.imports.parking import folder_of
from minqing.exchange.imports.tasks import forget_lists, take_lists
from minqing.exchange.models import ImportRun
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.territory import service as territory

TOMORROW = make.AT + timedelta(days=1)


class TestTakingIn:
    def test_makes_requests_with_their_own_times(self, importer: Actor) -> None:
        run_id = taken_in(importer, lists.ENDED, lists.OPEN)

        run = ImportRun.objects.get(pk=run_id)
        ended, still = Case.objects.order_by("serial")
        assert (run.state, counts(run)) == ("finished", (2, 1, 0, 0, 0))
        assert (ended.state, ended.matter, ended.place_path) == ("closed", 132, make.VILLAGE)
        assert (still.state, still.place_path) == ("registered", make.OTHER_VILLAGE)
        assert list(verify_cases()) == []
        assert kinds_of(run_id) == ["import.file_erased", "import.finished", "import.started"]

    def test_leaves_words_of_residents_in_the_vault_only(self, importer: Actor) -> None:
        taken_in(importer, lists.ENDED, lists.OPEN)

        told = [*Entry.objects.values_list("words", flat=True), *Case.objects.values_list("title", flat=True)]
        assert not any(whose in words for words in told for whose in ("王秀兰", "李建国", "13800001234"))

    def test_destroys_the_file_and_its_key(self, importer: Actor) -> None:
        run_id = taken_in(importer, lists.ENDED)

        run = ImportRun.objects.get(pk=run_id)
        assert (bytes(run.wrapped), run.erased_at, folder_of(run.pk).exists()) == (b"", make.AT, False)
        with pytest.raises(NotFound):
            queries.refused_lines(importer, run_id)

    def test_gives_back_refused_lines_to_be_corrected_and_sent_again(self, importer: Actor) -> None:
        wrong = lists.line(lists.OPEN, number="Q3", phone="没有")
        run_id = taken_in(importer, lists.ENDED, wrong)

        [row] = refused(importer, run_id)
        assert row[: len(wrong)] == list(wrong)
        assert (row[-2], row[-1]) == ("电话号码不对。", "3")

        again = taken_in(importer, lists.line(wrong, phone="13900005678"))
        assert counts(ImportRun.objects.get(pk=again)) == (1, 1, 0, 0, 0)
        storing.forget_refused(run_id=run_id, actor=importer, at=make.AT)
        assert not folder_of(ImportRun.objects.get(pk=run_id).pk).exists()

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"number": ""}, "number"),
            ({"number": "2.02E+16"}, "rounded"),
            ({"phone": "1.38E+10"}, "rounded"),
            ({"words": "损坏\ufffd的字"}, "unreadable"),
            ({"came": ""}, "came_at"),
            ({"came": "2027-01-01"}, "came_at"),
            ({"state": "天知道"}, "state"),
            ({"state": "已办结"}, "ended_at"),
            ({"town": "别的镇", "village": "别的村"}, "place"),
            ({"words": "密级：机密★10年"}, "words"),
        ],
    )
    def test_refuses_a_line_with_its_reason(self, importer: Actor, changes: dict[str, str], reason: str) -> None:
        run_id = taken_in(importer, lists.ENDED, lists.line(lists.OPEN, **changes))

        assert counts(ImportRun.objects.get(pk=run_id)) == (1, 0, 0, 0, 1)
        assert dict(page_of(importer, run_id).reasons) == {reason: 1}

    def test_takes_the_first_of_two_lines_with_one_number(self, importer: Actor) -> None:
        run_id = taken_in(importer, lists.OPEN, lists.line(lists.OPEN, words="另外一句话。"))

        assert (Case.objects.count(), dict(page_of(importer, run_id).reasons)) == (1, {"twice": 1})

    @pytest.mark.parametrize(
        ("town", "village"),
        [
            ("青石乡", "石桥"),
            ("", "青石乡石桥村委会"),
            ("青石乡", "石桥村民委员会"),
            ("139901102000", "139901102204"),
            ("青禾县青石乡", "石桥村"),
        ],
    )
    def test_finds_places_as_people_write_them(self, importer: Actor, town: str, village: str) -> None:
        taken_in(importer, lists.line(lists.OPEN, town=town, village=village))

        assert Case.objects.get().place_path == make.OTHER_VILLAGE

    def test_follows_a_place_that_went_into_another(self, importer: Actor) -> None:
        without = make.DIVISIONS.replace("139901102204,石桥村民委员会\n", "")
        who: Any = {"actor": make.keeper(), "at": make.AT}
        territory.load_divisions(data=without.encode(), close_many=True, **who)
        territory.name_successor(path=make.OTHER_VILLAGE, successor_path=make.VILLAGE, **who)

        taken_in(importer, lists.line(lists.OPEN, town=""))

        assert Case.objects.get().place_path == make.VILLAGE

    def test_files_at_the_named_place_what_has_none_and_keeps_its_words(self, importer: Actor) -> None:
        taken_in(importer, lists.line(lists.OPEN, town="", village="别处"), place="139901/101/")

        case = Case.objects.get()
        assert (case.place_path, case.where_text) == ("139901/101/", "别处")

    def test_stops_when_the_post_may_no_longer(self, importer: Actor) -> None:
        run_id = checked(importer, lists.ENDED)
        storing.start(run_id=run_id, actor=importer, at=make.AT)
        PostGrant.objects.filter(permission="exchange.import").delete()

        take_lists(make.AT)

        run = ImportRun.objects.get(pk=run_id)
        assert (run.state, Case.objects.exists()) == ("failed", False)
        assert run.failure


class TestForgetLists:
    def test_destroys_refused_lines_after_two_weeks(self, importer: Actor) -> None:
        run_id = taken_in(importer, lists.line(lists.OPEN, phone="没有"))

        forget_lists(make.AT + timedelta(days=13))
        assert refused(importer, run_id)
        forget_lists(make.AT + timedelta(days=15))

        with pytest.raises(NotFound):
            refused(importer, run_id)
