"""Rows by fixed statements are the rows that the ORM would write and read."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, models, transaction

from minqing.kernel import rows
from minqing.ledger.models import Delivery
from minqing.territory.models import Card, Place

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 1, 1, 30, 15, 250000, tzinfo=UTC)


def village(name: str = "柳河村", path: str = "139901/101/203/", **more: object) -> Place:
    return Place(id=uuid4(), path=path, kind="village", name=name, valid_from=date(2026, 1, 1), **more)


def owed(**more: object) -> Delivery:
    return Delivery(fact_id=uuid4(), recipe="cases.tell", urgent=True, owed_since=AT, not_before=AT, **more)


def columns_of(row: models.Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


class TestInsertRows:
    def test_writes_what_the_orm_reads(self) -> None:
        one, other = village(dedicated=True), village("杏林村", "139901/101/204/", valid_to=date(2026, 8, 1))
        rows.insert_rows(one, other)

        for made in (one, other):
            assert columns_of(Place.objects.get(pk=made.pk)) == columns_of(made)

    def test_nothing_is_nothing(self) -> None:
        rows.insert_rows()

        assert not Place.objects.exists()

    def test_constraints_hold(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.insert_rows(village(path="139901/101/203"))


class TestInsertNew:
    def test_sets_the_key_that_the_database_gave(self) -> None:
        row = owed()
        rows.insert_new(row)

        assert columns_of(Delivery.objects.get(pk=row.pk)) == columns_of(row)

    def test_a_saved_row_is_changed_not_doubled(self) -> None:
        row = owed()
        rows.insert_new(row)
        row.last_error = "no route"
        row.save()

        assert Delivery.objects.get().last_error == "no route"


class TestReadRows:
    def test_reads_what_the_orm_wrote(self) -> None:
        made = village(scope_words="河东")
        made.save(force_insert=True)

        assert [columns_of(row) for row in rows.read_rows(Place, "path = %s", [made.path])] == [columns_of(made)]

    def test_reads_moments_in_utc_and_unset_ones_as_none(self) -> None:
        made = Card(
            id=uuid4(),
            code="ABCD2345X",
            village_path="1/2/3/",
            place_path="1/2/3/",
            serial=1,
            state="made",
            issued_at=AT,
        )
        made.save(force_insert=True)
        found = rows.read_first(Card, "id = %s", [made.pk])

        assert found is not None
        assert (found.issued_at, found.posted_at, found.pk) == (AT, None, made.pk)

    def test_first_of_none_is_none(self) -> None:
        assert rows.read_first(Place, "path = %s", ["nowhere/"]) is None

    def test_many_values(self) -> None:
        paths = ["139901/101/203/", "139901/101/204/"]
        rows.insert_rows(*(village(path=path) for path in paths))
        found = rows.read_rows(Place, f"path IN ({rows.marks(paths)}) ORDER BY path DESC", paths)

        assert [row.path for row in found] == paths[::-1]
        assert rows.read_columns("SELECT COUNT(*) FROM territory_place", []) == [(2,)]
