"""Whether an import is under way."""

from datetime import UTC, datetime, timedelta

import pytest

from minqing.kernel.access import system_actor
from minqing.ledger.models import Fact
from minqing.ledger.positions import forget_transactions, settle_all
from minqing.ledger.queries import backfilled_since
from minqing.ledger.service import backfilling

from .conftest import make_widget

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.django_db
class TestBackfilledSince:
    def test_knows_what_was_recorded_for_an_earlier_day(self) -> None:
        with backfilling(actor=system_actor("setup", ["ledger.backfill"], root="139901/"), source="import"):
            made = make_widget()
        forget_transactions()
        settle_all()
        recorded_at = Fact.objects.get(pk=made.id).recorded_at

        assert backfilled_since(recorded_at - SECOND)
        assert not backfilled_since(recorded_at + SECOND)

    def test_takes_usual_work_for_no_import(self) -> None:
        make_widget()
        forget_transactions()
        settle_all()

        assert not backfilled_since(LONG_AGO)
