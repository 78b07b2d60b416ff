"""Health: each trouble has its word, and the answer is 503 as long as one stands."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from tests.factories import cases

from minqing.directory.models import Organisation
from minqing.exchange.channels import sms
from minqing.ops.health import guards, health


@pytest.fixture
def duty(settings) -> None:
    """Somebody answers the phone."""
    settings.DUTY_PHONE = "0319-1100110"


@pytest.mark.django_db
class TestHealth:
    def test_is_well_in_a_new_house_with_a_duty_phone(self, duty: None) -> None:
        found = health(timezone.now())

        assert found.is_well
        assert found.facts["database"] == {"engine": connection.vendor, "answers": True}

    def test_is_not_well_where_an_alarm_reaches_nobody(self, settings) -> None:
        settings.DUTY_PHONE = ""

        assert health(timezone.now()).facts["troubles"] == ["duty_channel"]

    def test_is_not_well_while_nobody_would_take_up_what_comes_to_a_duty(self, duty: None) -> None:
        cases.county()
        assert health(timezone.now()).is_well
        Organisation.objects.filter(path=cases.CHECKS).update(closed_at=timezone.now())

        found = health(timezone.now())

        assert found.facts["troubles"] == ["duties"]
        assert found.facts["duties_unmanned"][1] == {
            "duty": "pressure",
            "place": cases.COUNTY,
            "office": cases.CHECKS,
            "why": "closed",
        }

    def test_is_not_well_without_a_guard(self, duty: None) -> None:
        guard = guards()[0]
        with connection.cursor() as cursor:
            for statement in guard.removals(connection.vendor):
                cursor.execute(statement)

        assert "guards" in health(timezone.now()).facts["troubles"]

    def test_is_not_well_while_something_waits_unsent(self, duty: None, monkeypatch: pytest.MonkeyPatch) -> None:
        at = timezone.now()
        monkeypatch.setattr("minqing.ops.health.oldest_owed", lambda: at - timedelta(minutes=16))

        found = health(at)

        assert found.facts["troubles"] == ["deliveries"]
        assert found.facts["oldest_unsent_seconds"] == 960

    def test_is_not_well_when_a_gateway_leaves_a_message(self, duty: None, settings: Any, tmp_path: Path) -> None:
        settings.DATA, at = tmp_path, timezone.now()
        sms.send(to="13800000001", subject="", body="来了答复。", key="case/1")
        sms.send(to="13800000002", subject="", body="来了答复。", key="case/2")

        assert health(at + timedelta(hours=2)).facts["text_messages"]["waiting"] == 2
        assert health(at + timedelta(hours=2)).is_well  # no gateway here: they wait, as in the demo

        (first, _), _second = sms.waiting()
        sms.handed_over(first)

        assert health(at + timedelta(minutes=50)).is_well
        assert health(at + timedelta(hours=2)).facts["troubles"] == ["text_messages"]

    def test_is_not_well_without_a_database(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def away() -> None:
            raise DatabaseError

        monkeypatch.setattr("minqing.ops.health.oldest_owed", away)

        found = health(timezone.now())

        assert found.facts["troubles"] == ["database"]
        assert found.facts["database"]["answers"] is False


@pytest.mark.django_db
class TestHealthz:
    def test_answers_200_while_all_is_well(self, duty: None) -> None:
        answer = Client().get("/healthz")

        assert answer.status_code == 200
        assert answer.json()["status"] == "ok"
        assert "no-store" in answer["Cache-Control"]

    def test_answers_503_when_something_needs_a_person(self, settings) -> None:
        settings.DUTY_PHONE = ""

        assert Client().get("/healthz").status_code == 503
