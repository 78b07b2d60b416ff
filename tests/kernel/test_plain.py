"""Plain rows are saved as the ORM would save them, and write only what has changed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make

from minqing.cases.models import Case, CaseParty, Entry, Hand
from minqing.kernel.rows import insert_missing

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 1, 1, 30, 15, 250000, tzinfo=UTC)


@pytest.fixture
def case() -> Any:
    return Case.objects.get(serial=int(make.in_hand(make.county()).number[5:]))


def updates(act: Any) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        act()
    return [query["sql"] for query in asked.captured_queries if query["sql"].startswith("UPDATE")]


class TestSave:
    def test_writes_only_what_has_changed(self, case: Any) -> None:
        case.title, case.due_at = "水停了", case.due_at + timedelta(days=1)
        (statement,) = updates(case.save)
        columns = statement.partition(" SET ")[2].partition(" WHERE ")[0]

        assert columns.count("=") == 2
        assert Case.objects.get(pk=case.pk).due_at == case.due_at

    def test_writes_nothing_when_nothing_has_changed(self, case: Any) -> None:
        assert updates(case.save) == []

    def test_writes_a_value_that_was_set_back(self, case: Any) -> None:
        was = case.title
        case.title = "水停了"
        case.save()
        case.title = was
        case.save()

        assert Case.objects.get(pk=case.pk).title == was

    def test_writes_again_what_a_rollback_took_back(self, case: Any) -> None:
        case.title = "水停了"
        with transaction.atomic():
            case.save()
            transaction.set_rollback(True)
        case.save()

        assert Case.objects.get(pk=case.pk).title == "水停了"

    def test_leaves_alone_what_is_not_named(self, case: Any) -> None:
        case.title, case.where_text = "水停了", "桥头"
        case.save(update_fields=["title"])

        assert Case.objects.get(pk=case.pk).title == "水停了"
        assert Case.objects.get(pk=case.pk).where_text != "桥头"

    def test_writes_over_what_another_wrote_after_reading_again(self, case: Any) -> None:
        was = case.title
        Case.objects.filter(pk=case.pk).update(title="水停了")
        case.refresh_from_db()
        case.title = was
        case.save()

        assert Case.objects.get(pk=case.pk).title == was

    def test_keeps_columns_that_were_not_read(self, case: Any) -> None:
        part = Case.objects.only("title").get(pk=case.pk)
        part.title = "水停了"
        part.save()

        assert Case.objects.get(pk=case.pk).where_text == case.where_text

    def test_a_row_that_is_gone_is_not_made_again(self, case: Any) -> None:
        entry = Entry.objects.filter(case=case)[0]
        Entry.objects.filter(pk=entry.pk).delete()
        entry.words = "x"

        with pytest.raises(DatabaseError):
            entry.save()

    def test_a_constraint_holds(self, case: Any) -> None:
        case.place_path = "139901/101/203"

        with pytest.raises(IntegrityError), transaction.atomic():
            case.save()


class TestInsertMissing:
    def test_puts_a_row_in_once(self, case: Any) -> None:
        for _again in range(2):
            insert_missing(Hand(case=case, post="post:x", person="p", org_path="139901/water/"))

        assert Hand.objects.filter(post="post:x").count() == 1

    def test_does_not_hide_another_mistake(self, case: Any) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_missing(CaseParty(case=case, org_path="139901/water", place_path="139901/", role="co"))
