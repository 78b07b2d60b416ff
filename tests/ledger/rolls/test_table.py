"""How the table of cells lies in PostgreSQL: a cell is changed where it stands."""

import pytest
from django.db import connection

from minqing.ledger.rolls.cells import Cells, add_cells, add_to, in_parts


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps the row in the key's own tree")
@pytest.mark.django_db
class TestInPlace:
    def test_no_index_holds_what_folding_changes(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'ledger_cell'")
            (index,) = [row[0] for row in cursor.fetchall()]

        assert index.endswith("USING btree (line, period, node)")

    def test_pages_keep_room(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'ledger_cell'")
            assert cursor.fetchone() == (["fillfactor=80"],)


@pytest.mark.django_db
class TestAdd:
    def test_makes_and_changes_and_passes_over_what_is_nothing(self) -> None:
        add_cells({(2, 2026): {7: (1, 30), 6: (2, 0)}, (1, 0): {7: (5, 0)}})
        add_cells({(2, 2026): {7: (-1, 5), 8: (0, 0)}})
        add_cells({})

        with connection.cursor() as cursor:
            cursor.execute("SELECT line, period, node, facts, amount FROM ledger_cell ORDER BY line, period, node")
            assert [tuple(row) for row in cursor.fetchall()] == [
                (1, 0, 7, 5, 0),
                (2, 2026, 6, 2, 0),
                (2, 2026, 7, 0, 35),
            ]


class TestTogether:
    def test_what_is_added_is_left_as_it_was(self) -> None:
        held, cells = {7: (1, 2)}, Cells()

        add_to(cells, 1, 0, held)
        add_to(cells, 1, 0, {7: (1, 0), 8: (3, 0)})

        assert (cells, held) == ({(1, 0): {7: (2, 2), 8: (3, 0)}}, {7: (1, 2)})

    def test_parts_are_cut_between_lines_and_periods(self) -> None:
        cells = {(2, 0): {1: (1, 0)}, (1, 0): {1: (1, 0), 2: (1, 0)}, (1, 2026): {1: (1, 0)}}

        assert [sorted(part) for part in in_parts(cells, 2)] == [[(1, 0)], [(1, 2026), (2, 0)]]
        assert list(in_parts({}, 2)) == []
