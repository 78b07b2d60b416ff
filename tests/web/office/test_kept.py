"""The keeping of what was entrusted: who holds and erases, and the certificate that everybody concerned can read."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.vault import custodies, queries, service
from minqing.vault.records import CustodyView

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed(office: Office) -> Any:
    """A closed request with a telephone."""
    return make.closed(office.county, phone="13800001234", may_call=True)


def case_id(number: str) -> str:
    """The id under which the vault keeps it."""
    return str(make.row(number).uuid)


def kept(number: str) -> CustodyView:
    """What is kept of it."""
    return queries.custody(case_id(number))


class TestArchivist:
    def test_finds_a_request_by_its_number_and_in_the_list(self, office: Office, filed: Any) -> None:
        client = client_of(office.archivist)

        assert filed.number in client.get("/office/kept/").content.decode()
        page = client.get("/office/kept/", {"number": filed.number}, follow=True)
        assert "依法暂缓删除" in page.content.decode()
        assert "13800001234" not in page.content.decode()

    def test_holds_ends_the_hold_and_erases_on_request(self, office: Office, filed: Any) -> None:
        client, address = client_of(office.archivist), f"/office/kept/{case_id(filed.number)}"
        until = (timezone.localtime() + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M")

        client.post(f"{address}/do/hold_contact", {"ground": "lawsuit", "until": until})
        assert kept(filed.number).held_until is not None
        assert filed.number in client.get("/office/kept/?listed=held").content.decode()
        client.post(f"{address}/do/end_hold")
        assert kept(filed.number).held_until is None
        client.post(f"{address}/do/erase_contact", {"ground": "request"})

        assert kept(filed.number).erased_at is not None
        assert "删除证明" in client.get(f"{address}/").content.decode()

    def test_does_nothing_about_their_own_unit(self, office: Office) -> None:
        number = make.registered(about_org_path=make.WATER, phone="13800001234").number
        archivist = make.post(make.WATER, "档案岗", "严档案", "vault.hold", org=make.COUNTY)

        assert client_of(office.archivist).get(f"/office/kept/{case_id(number)}/").status_code == 200
        assert client_of(archivist).get(f"/office/kept/{case_id(number)}/").status_code == 404

    def test_is_refused_an_unknown_verb_and_an_unknown_number(self, office: Office, filed: Any) -> None:
        client = client_of(office.archivist)

        assert client.get(f"/office/kept/{case_id(filed.number)}/do/read_reveal").status_code == 404
        assert client.get("/office/kept/?number=2026-999999").status_code == 200


class TestCertificate:
    @pytest.fixture
    def erased(self, filed: Any) -> Any:
        assert service.erase_due(make.AT + timedelta(days=400)) == 1
        return filed

    def test_names_what_when_why_and_the_last_backup(self, erased: Any, settings: Any) -> None:
        found = custodies.certificate(case_id(erased.number))

        assert found is not None
        assert found.items > 0
        assert found.rule
        assert found.backups_expire_at == found.erased_at + timedelta(days=settings.BACKUP_DAYS)

    def test_stands_on_the_page_of_the_request(self, office: Office, erased: Any) -> None:
        page = client_of(office.county.overseer).get(f"/office/cases/{erased.number}/")

        assert "删除证明" in page.content.decode()

    def test_stands_on_the_receipts_page(self, erased: Any) -> None:
        client = Client(headers={"accept-language": "zh-hans"})
        client.post("/r", {"code": erased.receipt})

        page = client.get("/r/mine").content.decode()

        assert "您交给我们的内容已经删除" in page
        assert "最后一份备份" in page

    def test_is_not_there_before(self, office: Office, filed: Any) -> None:
        assert custodies.certificate(case_id(filed.number)) is None
        assert (
            "删除证明" not in client_of(office.county.overseer).get(f"/office/cases/{filed.number}/").content.decode()
        )
