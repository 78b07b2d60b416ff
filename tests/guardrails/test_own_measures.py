"""What the county published stands as it was published: no statement changes a row of it."""

import pytest
from django.db import DatabaseError, connection, transaction
from tests.factories.figures import COUNTY, SETUP_AT, lay_ground
from tests.factories.own_measures import text

from minqing.insight.models import OwnMeasure, OwnRetirement
from minqing.insight.own import service
from minqing.kernel.access import system_actor

pytestmark = pytest.mark.django_db
WHO = system_actor("office", ["insight.publish"], root=COUNTY)


def publish() -> None:
    lay_ground()
    service.publish_measure(text=text(), actor=WHO, at=SETUP_AT)


class TestSealed:
    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE {table} SET reason = 'x'",
            "DELETE FROM {table}",
            "UPDATE {table} SET version = 7",
        ],
    )
    @pytest.mark.parametrize("model", [OwnMeasure, OwnRetirement])
    def test_a_published_row_cannot_be_changed_by_sql(self, model: type, sql: str) -> None:
        publish()
        service.retire_measure(key="own.closed_late", reason="没人看了", actor=WHO, at=SETUP_AT)

        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.format(table=model._meta.db_table))
        assert model.objects.count() == 1

    def test_a_published_row_cannot_be_replaced(self) -> None:
        publish()
        row = OwnMeasure.objects.get()
        again = OwnMeasure(
            id=row.id, key=row.key, version=2, text="x", digest="x", published_by="x", published_at=SETUP_AT
        )

        with pytest.raises(DatabaseError), transaction.atomic():
            again.save(force_insert=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            again.save(force_update=True)
