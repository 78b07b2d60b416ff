"""The page of one place: naming who answers, ending it, and what its keepers may do there."""

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.directory import queries as directory
from minqing.directory import service as directory_service
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about
from minqing.territory import queries, service

pytestmark = pytest.mark.django_db
VILLAGE = make.VILLAGE


def door(office: Office) -> str:
    """The path of a household of the village."""
    path: str = service.register_household(
        parent_path=VILLAGE, name="12号", actor=office.keeper, at=timezone.now()
    ).path
    return path


def named(place_path: str) -> list[tuple[str, str, bool]]:
    """Role, post, and whether it has ended."""
    held = directory.appointments_at(place_path)
    return [(one.role, one.post, one.ended_at is not None) for one in held]


class TestAppoint:
    def test_names_a_contact_for_a_door_and_the_former_one_ends(self, office: Office) -> None:
        path, client = door(office), client_of(office.keeper)
        first, second = str(office.county.grid_worker.ref.id), str(office.county.intake.ref.id)

        form = client.get(f"/office/places/appoint/{path}").content.decode()
        for post in (first, second):
            client.post(f"/office/places/appoint/{path}", {"post_id": post, "role": "household_contact"})

        assert "陈网格" in form
        assert named(path) == [
            ("household_contact", "县民情服务中心 受理岗", False),
            ("household_contact", "县机关 网格员", True),
        ]
        page = client.get(f"/office/places/of/{path}").content.decode()
        assert page.index("钱受理") < page.index("以前找谁") < page.index("县机关 网格员")
        kinds = sorted(fact.kind for fact in facts_about(Ref("place", path)))
        assert kinds.count("household_contact.named") == 2
        assert kinds.count("appointment.ended") == 1

    def test_offers_a_grid_worker_for_a_cell(self, office: Office) -> None:
        cell = service.draw_grid_cell(village_path=VILLAGE, name="第1网格", actor=office.keeper, at=timezone.now())

        form = client_of(office.keeper).get(f"/office/places/appoint/{cell.path}").content.decode()

        assert 'value="grid_worker"' in form.split("checked")[0].rsplit("<input", 1)[1]

    def test_refuses_who_answers_already_and_keeps_the_form(self, office: Office) -> None:
        client, post = client_of(office.keeper), str(office.county.grid_worker.ref.id)
        sent = {"post_id": post, "role": "grid_worker"}
        client.post(f"/office/places/appoint/{VILLAGE}", sent)

        assert client.post(f"/office/places/appoint/{VILLAGE}", sent).status_code == 422

    def test_is_not_offered_to_whoever_only_looks(self, office: Office) -> None:
        page = client_of(office.idle).get(f"/office/places/of/{VILLAGE}").content.decode()

        assert "指定一个人" not in page
        assert "places/do/" not in page


class TestEnd:
    def test_ends_an_appointment_and_keeps_its_dates(self, office: Office) -> None:
        made = directory_service.appoint(
            post_id=office.county.grid_worker.ref.id,
            role="grid_worker",
            place_path=VILLAGE,
            actor=office.keeper,
            at=timezone.now(),
        )

        client_of(office.keeper).post(f"/office/places/end/{made.id}/{VILLAGE}")

        assert named(VILLAGE) == [("grid_worker", "县机关 网格员", True)]


class TestPlaceVerb:
    def test_draws_a_cell_registers_a_lane_and_a_door_and_moves_the_door(self, office: Office) -> None:
        client, do = client_of(office.keeper), "/office/places/do"

        client.post(f"{do}/draw_grid_cell/{VILLAGE}", {"name": "第1网格", "scope_words": "村东"})
        cell = queries.places_under(VILLAGE, "grid_cell")[0].path
        client.post(f"{do}/register_building/{cell}", {"name": "柳河西巷"})
        client.post(f"{do}/register_household/{cell}", {"name": "12号"})
        lane = queries.places_under(VILLAGE, "building")[0].path
        home = queries.places_under(VILLAGE, "household")[0].path
        moved = client.post(f"{do}/move_place/{home}", {"parent_path": lane})

        assert moved.status_code == 302
        assert [one.path.startswith(lane) for one in queries.places_under(VILLAGE, "household")] == [True]
        gone = client.get(f"/office/places/of/{home}").content.decode()
        assert "现在在这里" in gone

    def test_renames_and_takes_off_the_list(self, office: Office) -> None:
        path, client = door(office), client_of(office.keeper)

        client.post(f"/office/places/do/rename_place/{path}", {"name": "12号甲"})
        assert queries.place(path).name == "12号甲"
        client.post(f"/office/places/do/close_place/{path}")
        assert queries.place(path).closed_on is not None

    @pytest.mark.parametrize("key", ["move_place", "issue_cards", "close_place"])
    def test_knows_no_verb_that_does_not_fit_a_village(self, office: Office, key: str) -> None:
        assert client_of(office.keeper).get(f"/office/places/do/{key}/{VILLAGE}").status_code == 404

    def test_names_the_successor_of_a_closed_village_once(self, office: Office) -> None:
        code = VILLAGE.replace("/", "")
        rows = "\n".join(row for row in make.DIVISIONS.splitlines() if not row.startswith(code))
        service.load_divisions(data=rows.encode(), actor=office.keeper, at=timezone.now())
        others = [one.path for one in queries.divisions() if one.kind == "village"]
        client = client_of(office.keeper)
        address = f"/office/places/do/name_successor/{VILLAGE}"
        assert address in client.get(f"/office/places/of/{VILLAGE}").content.decode()
        assert others[0] in client.get(address).content.decode()

        assert client.post(address, {"successor_path": others[0]}).status_code == 302

        page = client.get(f"/office/places/of/{VILLAGE}").content.decode()
        assert "现在在这里" in page
        assert address not in page

    def test_refuses_a_telephone_as_a_door(self, office: Office) -> None:
        answer = client_of(office.keeper).post(
            f"/office/places/do/register_household/{VILLAGE}", {"name": "王家13800001234"}
        )

        assert answer.status_code == 422
