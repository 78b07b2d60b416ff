"""Seals: the hashing of RFC 9162, and a verification that names what was changed."""

import hashlib
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger.canonical import grow, leaf_bytes, leaf_hash, node_hash, root_of
from minqing.ledger.guards import guarded_tables
from minqing.ledger.models import Fact, Position
from minqing.ledger.positions import forget_transactions, last_position, settle_all
from minqing.ledger.seals import last_seal, seal_day, verify
from minqing.ledger.tasks import seal_yesterday

from .conftest import NOON, make_widget

TUESDAY = date(2026, 9, 1)


def _tree(leaves: list[bytes]) -> bytes:
    """The recursive definition in RFC 9162 §2.1.1, the slow way."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(_tree(leaves[:split]), _tree(leaves[split:]))


class TestRoot:
    @given(leaves=st.lists(st.binary(min_size=1, max_size=4).map(leaf_hash), max_size=40), cut=st.integers(0, 40))
    def test_is_the_recursive_definition_however_the_days_are_cut(self, leaves: list[bytes], cut: int) -> None:
        assert root_of(grow(grow([], leaves[:cut]), leaves[cut:])) == _tree(leaves)

    def test_agrees_with_the_published_vectors_of_certificate_transparency(self) -> None:
        inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
        leaves = [leaf_hash(bytes.fromhex(text)) for text in inputs]

        assert root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        assert root_of(grow([], leaves[:1])).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        assert root_of(grow([], leaves)).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


class TestLeaf:
    def test_is_the_same_bytes_on_every_database(self) -> None:
        fact = Fact(
            id=UUID("01990a5c-0000-7000-8000-000000000001"),
            kind="widget.made",
            subject="widget:1",
            actor="post:clerk",
            happened_at=NOON,
            recorded_at=NOON + timedelta(microseconds=1),
            org_path="139901/",
            place_path="139901/",
            d1=0,
            payload='{"rule":"rule:HL-04"}',
        )

        assert leaf_bytes(fact) == (
            b'\x01{"actor":"post:clerk","backfilled":0,"d1":0,"d2":null,"d3":null,"d4":null,'
            b'"happened_at":1788321600000000,"id":"01990a5c000070008000000000000001","kind":"widget.made",'
            b'"org_path":"139901/","origin":"","payload":"{\\"rule\\":\\"rule:HL-04\\"}","place_path":"139901/",'
            b'"qty":null,"recorded_at":1788321600000001,"reverses":null,"subject":"widget:1"}'
        )


def _ledger_of(days: int, a_day: int = 3) -> list[UUID]:
    written = []
    for day in range(days):
        for number in range(a_day):
            view = make_widget(subject=Ref("widget", f"{day}-{number}"), at=NOON + timedelta(days=day))
            written.append(view.id)
        forget_transactions()  # the test's own transaction is still open; a real one has ended by now
        seal_day(TUESDAY + timedelta(days=day), NOON + timedelta(days=day, hours=12))
    return written


def _tamper(sql: str, parameters: list) -> None:
    """Do what only somebody who owns the database can do: take the guards down, change, put them up again."""
    guards = [guarded_tables()[table] for table in ("ledger_fact", "ledger_position")]
    with connection.cursor() as cursor:
        _run(cursor, [line for guard in guards for line in guard.removals(connection.vendor)])
        cursor.execute(sql, parameters)
        _run(cursor, [line for guard in guards for line in guard.statements(connection.vendor)])


def _run(cursor: Any, statements: list[str]) -> None:
    for statement in statements:
        cursor.execute(statement)


def _database_id(fact_id: UUID) -> str:
    return fact_id.hex if connection.vendor == "sqlite" else str(fact_id)


@pytest.mark.django_db
class TestVerify:
    def test_finds_an_untouched_ledger_sound(self) -> None:
        written = _ledger_of(3)

        verdict = verify()

        assert verdict.is_sound, verdict
        assert (verdict.facts, verdict.seals) == (len(written), 3)

    def test_is_not_misled_by_what_is_written_while_it_reads(self) -> None:
        _ledger_of(2)
        late: list[UUID] = []

        def write_meanwhile(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if not late and "ORDER BY p.position" in sql:
                late.append(make_widget(subject=Ref("widget", "late"), at=NOON + timedelta(days=3)).id)
                forget_transactions()
                settle_all()
            return execute(sql, params, many, context)

        with connection.execute_wrapper(write_meanwhile):
            verdict = verify()

        assert late
        assert verdict.is_sound, verdict

    def test_names_the_first_fact_that_was_changed(self) -> None:
        written = _ledger_of(3)
        _tamper("UPDATE ledger_fact SET d1 = 1 WHERE id IN (%s, %s)", [_database_id(written[n]) for n in (4, 7)])

        verdict = verify()

        assert verdict.first == str(written[4])
        assert "第 5 条" in verdict.why

    def test_names_a_fact_that_is_gone(self) -> None:
        written = _ledger_of(2)
        _tamper("DELETE FROM ledger_fact WHERE id = %s", [_database_id(written[1])])

        assert verify().first == str(written[1])

    def test_notices_a_forger_who_changes_the_leaf_as_well(self) -> None:
        written = _ledger_of(3)
        _tamper("UPDATE ledger_fact SET d1 = 1 WHERE id = %s", [_database_id(written[4])])
        forged = leaf_hash(leaf_bytes(Fact.objects.get(pk=written[4])))
        _tamper("UPDATE ledger_position SET leaf = %s WHERE position = 5", [forged])

        verdict = verify()

        assert verdict.why == "第 2 次封存：第 4 条到第 6 条之间被改动过"

    def test_notices_facts_cut_off_at_the_end(self) -> None:
        _ledger_of(2)
        _tamper("DELETE FROM ledger_position WHERE position > 4", [])

        assert "第 2 次封存" in verify().why

    def test_notices_missing_guards(self) -> None:
        with connection.cursor() as cursor:
            _run(cursor, guarded_tables()["ledger_fact"].removals(connection.vendor))

        assert "缺少守卫" in verify().why


@pytest.mark.django_db
class TestSealDay:
    def test_keeps_the_first_seal_of_a_day(self) -> None:
        _ledger_of(1)
        first = last_seal()
        make_widget()
        forget_transactions()

        again = seal_day(TUESDAY, NOON)

        assert again == first

    def test_takes_a_late_fact_into_the_next_seal(self) -> None:
        _ledger_of(1)
        make_widget(subject=Ref("widget", "late"), at=NOON)
        forget_transactions()

        seal = seal_day(TUESDAY + timedelta(days=1), NOON + timedelta(days=1))

        assert seal.through == 4
        assert verify().is_sound


@pytest.mark.django_db
class TestSealYesterday:
    def test_seals_each_day_once_after_it_has_ended(self) -> None:
        make_widget(at=NOON)
        forget_transactions()

        last = []
        for hours in (18, 19, 20, 24 + 18):
            seal_yesterday(NOON + timedelta(hours=hours))
            last.append(last_seal())

        days = [day_of(NOON), day_of(NOON), day_of(NOON), day_of(NOON + timedelta(days=1))]
        assert [(seal.number, seal.day) for seal in last if seal] == list(zip([1, 1, 1, 2], days, strict=True))


@pytest.mark.django_db
class TestSettle:
    def test_gives_positions_without_gaps_and_once(self) -> None:
        written = [make_widget(subject=Ref("widget", str(n))).id for n in range(5)]
        forget_transactions()

        settle_all()
        settle_all()

        assert list(Position.objects.order_by("position").values_list("position", "fact_id")) == list(
            enumerate(written, start=1)
        )
        assert last_position() == 5
