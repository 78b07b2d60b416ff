"""What is about a child under 14 is covered more, opened only after somebody else agreed, and listed nowhere (G23)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.exchange.conftest import system
from tests.factories import cases as make
from tests.factories.vault import picture
from tests.web.office.seats import Office, client_of, make_office

from minqing.cases import queries, service
from minqing.cases.access import public_actor
from minqing.cases.records import DeskFilters
from minqing.kernel.access import Actor
from minqing.ledger.models import Fact
from minqing.vault import queries as vault_queries
from minqing.vault import service as vault
from minqing.vault.models import Custody

WORDS = "女儿欣怡在城关小学三年级二班被同学欺负，老师不管。"
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def asker(office: Office) -> Actor:
    """A post that may ask to see who wrote."""
    return make.post(make.CENTRE, "查阅岗", "韩查阅", "cases.read", "vault.ask_reveal", org=make.COUNTY)


def about_a_child(child: str = "guardian", **changes: Any) -> str:
    """A request about a child with one photo; its number."""
    given = {"words": WORDS, "child": child, "photos": (picture(),), "at": timezone.now()}
    return make.registered(**given | changes).number


def photo_of(number: str, actor: Actor) -> str:
    (photo,) = queries.case_card(number, actor=actor, at=timezone.now()).photos
    return photo


def opened(number: str, actor: Actor, photo: str = "", **moment: Any) -> bytes:
    at = moment.get("at") or timezone.now()
    return service.open_photo(number=number, photo_id=photo or photo_of(number, actor), actor=actor, at=at)


def allow(office: Office, asker: Actor, number: str) -> str:
    """Let the asker's asking be approved by another post; the asking's id."""
    at = timezone.now()
    case_id = make.row(number).uuid
    asking = vault.ask_reveal(
        case_id=case_id, purpose="evidence", basis="duty", note="核实", number=number, actor=asker, at=at
    )
    vault.approve_reveal(reveal_id=asking, hours=8, actor=office.keeper, at=at)
    return str(asking)


class TestComingIn:
    @pytest.mark.parametrize("child", ["guardian", "adult", "alone"])
    def test_a_child_may_report_with_or_without_a_guardian(self, office: Office, child: str) -> None:
        number = about_a_child(child, phone="", name="")

        assert queries.case_card(number, actor=office.county.intake, at=timezone.now()).child == child

    def test_the_form_asks_unobtrusively_and_refuses_nobody(self, client: Client, office: Office) -> None:
        typed = {"go": "next", "words": WORDS, "call": "none", "token": "t" * 32, "child": "1", "step": "where"}

        asked = client.post("/report/139901101203", typed).content.decode()
        answer = client.post("/report/139901101203", typed | {"step": "photos"})

        assert "谁替孩子反映" in asked
        assert answer.status_code == 200
        assert Custody.objects.get().child == 3

    def test_danger_is_told_and_alarmed_as_fast_as_ever(self, client: Client, office: Office) -> None:
        typed = {"go": "next", "words": "爸爸又打我，满脸是血", "token": "t" * 32, "child": "1", "step": "words"}

        assert 'href="tel:110"' in client.post("/report/139901101203", typed).content.decode()
        plain, childs = (make.registered(words=typed["words"], child=child) for child in ("", "alone"))

        for made in (plain, childs):
            kinds = set(Fact.objects.filter(subject=str(make.row(made.number).ref)).values_list("kind", flat=True))
            assert {"case.registered", "alarm.raised"} <= kinds

    def test_a_system_says_it_too(self, office: Office) -> None:
        hotline = system("cases.file", "cases.read")

        filed = hotline.post("/requests", {"words": WORDS, "place_path": make.VILLAGE, "child": "guardian"})

        assert filed.status == 201
        assert hotline.get(f"/cases/{filed.body['number']}").body["child"] == "guardian"

    def test_intake_says_it_where_nobody_did(self, office: Office) -> None:
        number = about_a_child("")
        at = timezone.now()

        service.accept(number=number, actor=office.county.intake, at=at, matter_number=101, child=True)

        card = queries.case_card(number, actor=office.county.intake, at=at)
        assert (card.child, card.locked) == ("alone", True)
        assert "城关小学" not in card.text + "".join(demand.text for demand in card.demands)


class TestCovering:
    def test_name_school_and_class_are_covered_wherever_staff_read(self, office: Office) -> None:
        number = about_a_child()
        page = client_of(office.county.intake).get(f"/office/cases/{number}/").content.decode()
        row = make.row(number)

        for piece in ("欣怡", "城关小学", "三年级二班"):
            assert piece not in page + row.title
        assert not queries.search(office.county.intake, "城关小学", at=timezone.now()).items

    def test_words_added_later_are_covered_as_well(self, office: Office) -> None:
        made = make.registered(words="孩子被欺负", child="guardian")

        service.add_words(receipt=made.receipt, words="欺负她的人在城关小学三年级二班", at=make.AT)

        card = queries.case_card(made.number, actor=office.county.intake, at=make.AT)
        assert "三年级二班" not in str(card.additions)

    def test_is_shown_before_sending(self, office: Office) -> None:
        assert "城关小学" in service.preview(words=WORDS).words.text
        assert "城关小学" not in service.preview(words=WORDS, child=True).words.text


class TestOpening:
    def test_photos_wait_for_another_post_and_are_on_record(self, office: Office, asker: Actor) -> None:
        number = about_a_child()
        for actor in (asker, office.county.intake):
            with pytest.raises(vault.ApprovalNeeded):
                opened(number, actor)
        allow(office, asker, number)

        assert opened(number, asker).startswith(b"\xff\xd8")
        with pytest.raises(vault.ApprovalNeeded):
            opened(number, office.county.intake)
        openings = vault_queries.openings_of(make.row(number).uuid)
        assert [one.by for one in openings if one.kind == "vault.photo_opened"] == [asker.label]

    def test_whoever_decides_is_told_that_it_is_about_a_child(self, office: Office, asker: Actor) -> None:
        case_id, at = make.row(about_a_child("adult")).uuid, timezone.now()
        vault.ask_reveal(case_id=case_id, purpose="evidence", basis="duty", note="核实", actor=asker, at=at)

        page = client_of(office.keeper).get("/office/reveals/").content.decode()

        assert "由别的大人替孩子反映" in page

    def test_approval_runs_out(self, office: Office, asker: Actor) -> None:
        number = about_a_child()
        allow(office, asker, number)

        with pytest.raises(vault.ApprovalNeeded):
            opened(number, asker, at=timezone.now() + 9 * HOUR)

    def test_whoever_asks_does_not_decide(self, office: Office) -> None:
        powers = ("cases.read", "vault.ask_reveal", "vault.approve_reveal")
        both = make.post(make.CENTRE, "双岗", "金双岗", *powers, org=make.COUNTY)
        number, at = about_a_child(), timezone.now()
        given = {"case_id": make.row(number).uuid, "purpose": "evidence", "basis": "duty", "note": "核实"}
        asking = vault.ask_reveal(**given, actor=both, at=at)

        with pytest.raises(vault.ApprovalNeeded):
            opened(number, both)
        with pytest.raises(Exception, match=r"另一个岗位|Another post"):
            vault.approve_reveal(reveal_id=asking, hours=1, actor=both, at=at)

    def test_the_duty_does_not_wait_while_a_life_is_in_danger(self, office: Office) -> None:
        duty = make.post(make.CENTRE, "值守岗", "秦值守", "cases.read", "directory.alarm", org=make.COUNTY)
        quiet, burning = about_a_child(), about_a_child("alone", words="爸爸又打我，满脸是血")

        with pytest.raises(vault.ApprovalNeeded):
            opened(quiet, duty)
        with pytest.raises(vault.ApprovalNeeded):
            opened(burning, office.county.intake)
        assert opened(burning, duty)
        (fact,) = Fact.objects.filter(kind="vault.photo_opened")
        assert fact.d1 == 1

    def test_pages_and_api_have_no_way_around(self, office: Office, asker: Actor) -> None:
        number = about_a_child()
        photo = photo_of(number, office.county.intake)
        machine = system("cases.read", "vault.ask_reveal")
        address = f"/office/cases/{number}/photos/{photo}"

        page = client_of(office.county.intake).get(f"/office/cases/{number}/").content.decode()

        assert "1 张照片锁着" in page
        assert photo not in page
        assert client_of(office.county.intake).get(address).status_code == 403
        assert machine.get(f"/cases/{number}/photos/{photo}").body["code"] == "approval-needed"

    def test_the_revealed_page_shows_them(self, office: Office, asker: Actor) -> None:
        number = about_a_child(name="王芳", phone="13800001234")
        asking, client = allow(office, asker, number), client_of(asker)

        page = client.post(f"/office/reveals/{asking}/read").content.decode()

        assert f"/office/cases/{number}/photos/" in page
        assert "由父母或其他监护人替孩子反映" in page

    def test_photos_of_other_requests_open_as_before(self, office: Office) -> None:
        assert opened(about_a_child(""), office.county.intake)


class TestNoRegister:
    def test_nothing_lists_or_counts_children(self, office: Office) -> None:
        about_a_child()

        assert not any("child" in name for name in DeskFilters.__dataclass_fields__)
        assert not [fact.payload for fact in Fact.objects.all() if "child" in str(fact.payload)]
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
        assert [table for table in tables if "child" in table or "minor" in table] == []

    def test_the_flag_goes_with_the_contact(self, office: Office) -> None:
        number = about_a_child()
        case_id, at = make.row(number).uuid, timezone.now()
        vault.start_retention(case_id, closed_at=at, days=180)

        vault.erase_due(at + timedelta(days=180))

        assert Custody.objects.get(pk=case_id).child == 0
        assert queries.case_card(number, actor=office.county.intake, at=at).child == ""

    def test_nobody_needs_a_name_or_a_day_of_birth(self) -> None:
        assert public_actor().person == ""
        assert {field.name for field in Custody._meta.get_fields() if "child" in field.name} == {"child"}
