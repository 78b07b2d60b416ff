"""Whoever was shown a resident's words holds a copy with a number that leads back to the showing (guardrail G4)."""

import io
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from PIL import Image
from tests.exchange.conftest import system
from tests.factories import cases as make
from tests.factories.vault import picture
from tests.web.office.seats import Office, client_of, make_office

from minqing.cases import queries
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.ids import grouped, is_valid_code, normalise_code
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger.marks import hidden_in, mark_of, unseen
from minqing.vault import queries as vault
from minqing.vault import service as vault_service
from minqing.vault.models import Photo
from minqing.vault.stamping import stamped

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")


@pytest.fixture
def office() -> Office:
    return make_office()


def drawn(page: str) -> set[str]:
    """The numbers that a page's watermarks show."""
    found = NUMBER.findall(" ".join(re.findall(r'<svg class="watermark".*?</svg>', page, re.DOTALL)))
    return {normalise_code(number) for number in found}


def today() -> date:
    """The day in the county."""
    return day_of(timezone.now())


def photo_address(number: str, actor: Actor) -> str:
    """Where the one photo of a request is shown."""
    (photo,) = queries.case_card(number, actor=actor, at=timezone.now()).photos
    return f"/office/cases/{number}/photos/{photo}"


def original(address: str) -> bytes:
    """The sealed photo itself, without any number."""
    row = Photo.objects.get(pk=address.rpartition("/")[2])
    return vault_service.open_photo(photo_id=row.pk, case_id=row.case_id, actor=system_actor("test"), at=timezone.now())


def centre_of(jpeg: bytes) -> bytes:
    """The pixels in the middle, as they remain when strips and edges are cut off."""
    image = Image.open(io.BytesIO(jpeg))
    return image.crop((160, 120, 480, 360)).tobytes()


class TestEveryShowingIsMarked:
    @pytest.mark.parametrize("address", ["", "print"])
    def test_page_and_paper_carry_the_viewers_number_seen_and_unseen(self, office: Office, address: str) -> None:
        made = make.in_hand(office.county)

        page = client_of(office.county.water).get(f"/office/cases/{made.number}/{address}").content.decode()

        assert drawn(page) == hidden_in(page)
        assert len(drawn(page)) == 1

    def test_two_posts_never_hold_the_same_copy(self, office: Office) -> None:
        made = make.in_hand(office.county)
        address = f"/office/cases/{made.number}/"

        pages = [client_of(post).get(address).content.decode() for post in (office.county.water, office.county.intake)]

        assert drawn(pages[0]).isdisjoint(drawn(pages[1]))

    def test_what_a_verb_draws_anew_is_marked_as_well(self, office: Office) -> None:
        made = make.dispatched(office.county)

        answer = client_of(office.county.water).post(
            f"/office/cases/{made.number}/do/acknowledge", headers={"hx-request": "true"}
        )

        assert answer.status_code == 200
        assert drawn(answer.content.decode())

    def test_a_revealed_original_is_marked(self, office: Office) -> None:
        asker = make.post(make.CENTRE, "查阅岗", "韩查阅", "cases.read", "vault.ask_reveal", org=make.COUNTY)
        made = make.in_hand(office.county, phone="13800001234", may_call=True)
        asking, deciding = client_of(asker), client_of(office.keeper)
        given = {"purpose": "call_back", "basis": "duty", "note": "回电核实"}
        assert asking.post(f"/office/cases/{made.number}/who-wrote", given).status_code == 302
        (waiting,) = vault.reveals_to_decide(office.keeper).items
        deciding.post(f"/office/reveals/{waiting.id}/approve", {"hours": "8"})

        page = asking.post(f"/office/reveals/{waiting.id}/read").content.decode()

        (mark,) = drawn(page)
        assert hidden_in(page) == {mark}
        (trace,) = queries.traces_of_copy(mark)
        assert (trace.number, trace.who) == (made.number, asker.label)

    def test_a_list_taken_out_carries_its_number_and_is_on_record(self, office: Office) -> None:
        make.in_hand(office.county)

        answer = client_of(office.county.water).get("/office/desk/export?queue=unit")

        (number,) = set(NUMBER.findall(answer.content.decode()))
        assert number in answer["Content-Disposition"]
        (trace,) = queries.traces_of_copy(number)
        assert (trace.number, trace.who) == ("", office.county.water.label)


class TestPhotosAndSystems:
    def test_a_photo_carries_the_viewers_number_under_and_over_the_picture(self, office: Office) -> None:
        made = make.in_hand(office.county, photos=(picture(),))
        address = photo_address(made.number, office.county.water)
        sealed = original(address)

        first, second = (client_of(post).get(address).content for post in (office.county.water, office.county.intake))

        mark = mark_of("case.read", subject=make.row(made.number).ref, actor=office.county.water.ref, day=today())
        assert first == stamped(sealed, grouped(mark))
        assert [trace.who for trace in queries.traces_of_copy(mark)] == [office.county.water.label]
        assert centre_of(first) != centre_of(sealed)
        assert centre_of(first) != centre_of(second)

    def test_a_systems_answer_bears_the_number_of_its_copy(self, office: Office) -> None:
        machine, made = system("cases.read"), make.in_hand(office.county)

        answer = machine.get(f"/cases/{made.number}")

        number = answer.body["copy_number"]
        assert answer.headers["Copy-Number"] == number
        (trace,) = queries.traces_of_copy(number)
        assert trace.number == made.number
        assert trace.who.startswith("系统")

    def test_a_systems_photo_bears_it_too(self, office: Office) -> None:
        machine, made = system("cases.read"), make.in_hand(office.county, photos=(picture(),))
        (photo,) = machine.get(f"/cases/{made.number}").body["photos"]

        seen = machine.get(f"/cases/{made.number}/photos/{photo}").body

        number = machine.get(f"/cases/{made.number}").body["copy_number"]
        assert seen == stamped(original(photo), number)


class TestWhoseCopy:
    def test_is_found_from_a_copied_sentence(self, office: Office) -> None:
        made = make.in_hand(office.county)
        page = client_of(office.county.water).get(f"/office/cases/{made.number}/").content.decode()
        words = re.search(r'<p class="words">(.*?)</p>', page, re.DOTALL)
        assert words is not None

        (mark,) = hidden_in(words.group(1))

        (trace,) = queries.traces_of_copy(mark)
        assert (trace.day, trace.number, trace.who) == (
            day_of(timezone.now()),
            made.number,
            office.county.water.label,
        )

    def test_is_found_when_the_page_was_drawn_anew_after_midnight(self, office: Office) -> None:
        made = make.in_hand(office.county)
        client_of(office.county.water).get(f"/office/cases/{made.number}/")
        row = make.row(made.number)
        later = day_of(timezone.now()) + timedelta(days=1)

        mark = mark_of("case.read", subject=row.ref, actor=office.county.water.ref, day=later)

        assert len(queries.traces_of_copy(mark)) == 1

    def test_names_nobody_for_a_number_that_was_never_shown(self, office: Office) -> None:
        made = make.in_hand(office.county)
        client_of(office.county.water).get(f"/office/cases/{made.number}/")

        assert queries.traces_of_copy("7K3F-Q2MX-5") == ()

    def test_unseen_signs_say_the_mark_and_show_nothing(self) -> None:
        mark = mark_of("case.read", subject=Ref("case", "a"), actor=Ref("post", "b"), day=day_of(timezone.now()))

        assert is_valid_code(mark, length=9)
        assert hidden_in(f"路灯坏了。{unseen(mark)}请修。") == {mark}
        assert not unseen(mark).isprintable()
        assert hidden_in("路灯坏了。") == set()
