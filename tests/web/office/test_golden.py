"""Figures that were printed come out as they were printed: from facts, from cells, on the page and through the API."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of
from tests.web.office.test_opening import DAYS, words

from minqing.kernel.ref import Ref
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.measures import MEASURES, Tally
from minqing.ledger.positions import forget_transactions, settle_all
from minqing.ledger.queries import tally
from minqing.ledger.rolls.building import ready_all
from minqing.ledger.rolls.folding import fold_all
from minqing.ledger.service import record, recorded

PRINTED = [
    (911, 972, "93.72"),
    (737, 972, "75.82"),
    (902, 956, "94.35"),
    (9, 16, "56.25"),
    (953, 996, "95.68"),
    (43, 996, "4.32"),
]


@recorded
def due(part: int, whole: int) -> None:
    """Let so many of so many requests have their answer by the promised day."""
    for number in range(whole):
        record(
            "case.due",
            subject=Ref("example", str(number)),
            actor=Ref("system", "example"),
            at=make.AT + timedelta(seconds=number),
            org_path=make.WATER,
            place_path=make.VILLAGE,
            data={"late": int(number >= part), "matter": 3},
        )


@recorded
def taken(kind: str, count: int) -> None:
    """Let so many requests be received, or given to a unit."""
    data = {name: next(iter(column.codes), 0) for name, column in FACT_TYPES[kind].columns.items()}
    for number in range(count):
        record(
            kind,
            subject=Ref("example", str(number)),
            actor=Ref("system", "example"),
            at=make.AT + timedelta(seconds=number),
            org_path=make.WATER,
            place_path=make.VILLAGE,
            data=data,
        )


def folded() -> None:
    """Add all there is to the cells."""
    ready_all()
    forget_transactions()
    settle_all()
    fold_all(make.AT)


@pytest.fixture
def client(office: Office) -> Client:
    return client_of(office.county.overseer)


@pytest.mark.parametrize("is_folded", [False, True])
@pytest.mark.parametrize(("part", "whole", "printed"), PRINTED)
def test_comes_out_as_it_was_printed(client: Client, part: int, whole: int, printed: str, is_folded: bool) -> None:
    due(part, whole)
    if is_folded:
        folded()

    page = words(client, f"/office/measures/cases.due_closed/number/?{DAYS}&by=month")

    assert f'<p class="big">{printed}%（{part}/{whole}）</p>' in page
    days = {"start": make.AT.date().replace(day=1), "end": make.AT.date() + timedelta(days=9)}
    found = tally(MEASURES["cases.due_closed"], org_path=make.COUNTY, place_path=make.COUNTY, **days)
    assert (found, found.percent()) == (Tally(part, whole), Decimal(printed))


@pytest.mark.parametrize("is_folded", [False, True])
@pytest.mark.parametrize(
    ("kind", "measure", "count", "printed"),
    [("case.registered", "cases.registered", 1054, "1,054"), ("case.dispatched", "cases.given", 996, "996")],
)
def test_what_was_received_and_taken_up_is_counted_to_the_last(
    client: Client, kind: str, measure: str, count: int, printed: str, is_folded: bool
) -> None:
    taken(kind, count)
    if is_folded:
        folded()

    page = words(client, f"/office/measures/{measure}/number/?{DAYS}&by=month")

    assert f'<p class="big">{printed}' in page
