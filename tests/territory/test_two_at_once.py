"""Two people press at the same moment: one wins, the other is told so, nothing is doubled."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from tests.territory.counties import AT, QINGHE, VILLAGE, keeper, load_qinghe, village_with_doors

from minqing.kernel.errors import Refused
from minqing.territory import queries, service

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(call: Callable[[], Any], times: int = 3) -> tuple[list[Any], list[Exception]]:
    """Run a call in several threads that start together; give back results and refusals."""
    start, results, errors = threading.Barrier(times), [], []

    def run() -> None:
        start.wait()
        try:
            results.append(call())
        except Exception as error:  # what came out is looked at below
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _n in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results, errors


def test_a_village_gets_one_card() -> None:
    load_qinghe()

    results, errors = at_once(lambda: service.issue_card(village_path=VILLAGE, actor=keeper(), at=AT))

    assert len(results) == 1
    assert all(isinstance(error, Refused) for error in errors), errors
    assert len(queries.cards_of(VILLAGE)) == 1


def test_missing_cards_are_issued_once() -> None:
    village_with_doors(3)

    _results, errors = at_once(lambda: service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT))

    assert all(isinstance(error, Refused) for error in errors), errors
    assert len(queries.cards_of(VILLAGE)) == 4


def test_a_card_is_replaced_once() -> None:
    load_qinghe()
    card = service.issue_card(village_path=VILLAGE, actor=keeper(), at=AT)

    results, errors = at_once(lambda: service.reissue_card(code=card.code, actor=keeper(), at=AT))

    assert len(results) == 1
    assert all(isinstance(error, Refused) for error in errors), errors
    assert [one.code for one in queries.cards_of(VILLAGE)] == [results[0].code]


def test_divisions_are_loaded_once() -> None:
    _results, errors = at_once(lambda: service.load_divisions(data=QINGHE.encode(), actor=keeper(), at=AT))

    assert all(isinstance(error, Refused) for error in errors), errors
    assert len(queries.divisions()) == 6


def test_grid_cells_get_different_numbers() -> None:
    load_qinghe()

    _results, errors = at_once(lambda: service.draw_grid_cell(village_path=VILLAGE, name="网格", actor=keeper(), at=AT))

    assert errors == []
    assert [cell.code[-3:] for cell in queries.places_under(VILLAGE, "grid_cell")] == ["001", "002", "003"]
