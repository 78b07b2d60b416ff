"""Rows of a pivot make the whole: closed places keep theirs, and what lies in none of them has a row too."""

from datetime import timedelta

import pytest
from tests.factories import cases as make
from tests.insight.test_pivot import AT, ask, by_label, came, county, folded, told

from minqing.ledger.rolls.building import ready_all
from minqing.territory import service as territory

__all__ = ["county"]
DAYS = "from=2026-08-01&to=2026-09-30"
ELSEWHERE = "不在所列各处"


def close(*villages: str) -> None:
    """Load a division table that these are no more in."""
    gone = tuple(path.replace("/", "") for path in villages)
    rows = [row for row in make.DIVISIONS.splitlines() if not row.startswith(gone)]
    territory.load_divisions(data="\n".join(rows).encode(), actor=make.keeper(), at=AT, close_many=True)


@pytest.mark.parametrize("is_folded", [False, True])
class TestClosedPlaces:
    def test_keep_their_rows(self, county: make.County, is_folded: bool) -> None:
        ready_all()
        came(7)
        came(9, place_path=make.OTHER_VILLAGE)
        close(make.OTHER_VILLAGE)
        if is_folded:
            folded()

        found = ask(county.overseer, f"m=cases.registered&rows=village&{DAYS}")

        assert list(by_label(found).values()) == [{"cases.registered": 7}, {"cases.registered": 9}]
        assert [row.labels[0] for row in found.rows][1].endswith("（已撤销）")
        assert told(found) == {"cases.registered": 16}

    def test_have_none_where_nothing_happened(self, county: make.County, is_folded: bool) -> None:
        ready_all()
        came(7)
        close(make.OTHER_VILLAGE)
        if is_folded:
            folded()

        assert len(ask(county.overseer, f"m=cases.registered&rows=village&{DAYS}").rows) == 1


class TestElsewhere:
    def test_is_what_lies_in_no_village(self, county: make.County) -> None:
        came(7)
        came(6, place_path="139901/101/")
        came(5, place_path="139901/")

        found = ask(county.overseer, f"m=cases.registered&rows=village&{DAYS}")

        assert by_label(found)[ELSEWHERE] == {"cases.registered": 11}

    def test_is_hidden_like_any_other_row_and_so_is_one_beside_it(self, county: make.County) -> None:
        """Else the total less the rows told it."""
        came(7)
        came(6, place_path=make.OTHER_VILLAGE)
        came(2, place_path="139901/101/")

        found = ask(county.overseer, f"m=cases.registered&rows=village&{DAYS}")

        hidden = [row.labels[0] for row in found.rows if row.cells[0].cell.hidden]
        assert len(hidden) == 2
        assert ELSEWHERE in hidden

    def test_has_a_column_too(self, county: make.County) -> None:
        came(7)
        came(6, place_path="139901/101/", at=make.AT + timedelta(days=1))

        found = ask(county.overseer, f"m=cases.registered&rows=month&cols=village&{DAYS}")

        assert told(found)["cases.registered@-"] == 6

    def test_is_worked_out_by_both_trees(self, county: make.County) -> None:
        for minute in range(6):
            make.dispatched(county, at=make.AT + timedelta(minutes=minute))
            make.dispatched(county, at=make.AT + timedelta(minutes=minute), place_path="139901/101/")

        found = ask(county.overseer, f"m=cases.given&rows=unit&rows=village&{DAYS}")

        assert sorted(one["cases.given"] or 0 for one in by_label(found).values()) == [6, 6]
        assert sum(row.labels[1] == ELSEWHERE for row in found.rows) == 1

    def test_is_not_told_of_what_does_not_add_up(self, county: make.County) -> None:
        for minute in range(6):
            make.closed(county, at=make.AT + timedelta(minutes=minute), place_path="139901/101/")

        found = ask(county.overseer, f"m=cases.median_hours&rows=village&{DAYS}")

        assert ELSEWHERE not in by_label(found)
