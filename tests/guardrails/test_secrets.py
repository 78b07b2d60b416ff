"""Nothing that carries the mark of a secret paper gets in by any door, and no word typed is lost (guardrail G19)."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from tests.exchange.conftest import Caller, system
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of, make_office

import minqing.cases.table_verbs
import minqing.cases.verbs
import minqing.directory.verbs
import minqing.exchange.verbs
import minqing.rulebook.verbs
import minqing.territory.verbs
import minqing.vault.verbs
from minqing.cases import service
from minqing.cases.models import Case, CaseText
from minqing.exchange.api.inputs import input_of
from minqing.kernel.secrecy import SecretMark
from minqing.kernel.verbs import Verb
from minqing.ledger.models import Fact
from minqing.territory import service as territory
from minqing.vault import service as vault
from minqing.vault.models import SealedText
from minqing.web.verbforms import form_for

MARKED = "秘密★5年\n关于水库调度的通知，请各村知悉。"
SRC = Path(minqing.cases.verbs.__file__).parents[1]
MODULES = (
    minqing.cases.verbs,
    minqing.cases.table_verbs,
    minqing.directory.verbs,
    minqing.exchange.verbs,
    minqing.rulebook.verbs,
    minqing.territory.verbs,
    minqing.vault.verbs,
)
WRITTEN = frozenset({"text", "longtext", "lines", "answers"})


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


@pytest.fixture
def hotline(office: Office) -> Caller:
    return system("cases.file", "cases.read")


def photo(name: str) -> io.BytesIO:
    """A photo under a name."""
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "JPEG")
    file.name, _position = name, file.seek(0)
    return file


def kept() -> tuple[int, ...]:
    """How much is kept anywhere that texts could lie in."""
    return tuple(model.objects.count() for model in (Case, CaseText, SealedText, Fact))


def boxes() -> Iterator[Any]:
    """Every verb of the house with each of its boxes for words."""
    for module in MODULES:
        table: dict[str, Verb] = module.VERBS
        yield from (
            pytest.param(verb, field.name, id=f"{module.__name__}-{verb.key}-{field.name}")
            for verb in table.values()
            for field in verb.fields
            if field.kind in WRITTEN and not field.name.endswith("_paths")
        )


WRITTEN_IN = list(boxes())


class TestResident:
    ADDRESS = "/report/139901101203"

    @pytest.mark.parametrize("field", ["words", "where", "name", "hide"])
    def test_is_told_at_the_step_and_keeps_every_word(self, client: Client, office: Office, field: str) -> None:
        step = {"words": "words", "where": "where", "name": "contact", "hide": "check"}[field]
        typed = {"step": step, "go": "next", "words": "路灯坏了", "call": "none", "token": "t" * 32}

        answer = client.post(self.ADDRESS, typed | {field: "密级：机密"})

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "请当面交给县里的保密工作部门" in page
        assert "密级：机密" in page
        assert kept()[:3] == (0, 0, 0)

    def test_hears_of_danger_first(self, client: Client, office: Office) -> None:
        typed = {"step": "words", "go": "next", "words": "机密★1年\n楼道里煤气味很重", "token": "t" * 32}

        answer = client.post(self.ADDRESS, typed)

        assert answer.status_code == 200
        assert 'href="tel:119"' in answer.content.decode()

    def test_cannot_send_a_photo_named_as_secret(self, client: Client, office: Office) -> None:
        typed = {"step": "photos", "go": "next", "words": "路灯坏了", "call": "none", "token": "t" * 32}

        answer = client.post(self.ADDRESS, typed | {"photos": [photo("机密.jpg")]})

        assert answer.status_code == 422
        assert "路灯坏了" in answer.content.decode()
        assert kept()[:3] == (0, 0, 0)

    def test_cannot_add_it_later(self, office: Office) -> None:
        made = make.registered()
        before = kept()

        with pytest.raises(SecretMark):
            service.add_words(receipt=made.receipt, words=MARKED, at=make.AT)
        with pytest.raises(SecretMark):
            service.report_pressure(receipt=made.receipt, words=MARKED, at=make.AT)

        assert kept() == before


class TestOffice:
    def test_filing_keeps_the_form_and_stores_nothing(self, office: Office) -> None:
        typed = {"channel": "counter", "words": MARKED, "place": make.VILLAGE, "submission_token": "t" * 32}
        client, before = client_of(office.county.intake), kept()

        answer = client.post("/office/file/", typed)

        assert answer.status_code == 422
        assert "关于水库调度的通知" in answer.content.decode()
        assert kept()[:3] == before[:3]

    def test_a_photo_named_as_secret_is_refused(self, office: Office) -> None:
        typed = {"channel": "counter", "words": "路灯坏了", "place": make.VILLAGE, "submission_token": "t" * 32}

        answer = client_of(office.county.intake).post("/office/file/", typed | {"photos": [photo("绝密.jpg")]})

        assert answer.status_code == 422
        assert Case.objects.count() == 0

    def test_a_reply_is_refused_and_nothing_moves(self, office: Office) -> None:
        made = make.in_hand(office.county)
        (demand,) = make.row(made.number).demands.all()
        given = {"outcome": "handled", f"answer_{demand.id}": MARKED}

        answer = client_of(office.county.water).post(f"/office/cases/{made.number}/do/reply", given)

        assert answer.status_code == 422
        assert "关于水库调度的通知" in answer.content.decode()
        assert make.row(made.number).state == "handling"

    @pytest.mark.parametrize(("verb", "name"), WRITTEN_IN)
    def test_no_box_of_any_verb_takes_it(self, db: None, verb: Verb, name: str) -> None:
        key = "answer_1" if any(field.kind == "answers" for field in verb.fields if field.name == name) else name

        form = form_for(verb, {key: MARKED}, demands=[("1", "修好")])

        assert str(SecretMark.default) in form.errors.get(key, [])

    def test_a_table_with_it_is_not_read(self, office: Office) -> None:
        data = f"{make.DIVISIONS}139901101299,密级：秘密\n".encode()

        with pytest.raises(SecretMark):
            territory.load_divisions(data=data, actor=office.keeper, at=make.AT)

    def test_asking_for_who_wrote_is_refused_too(self, office: Office) -> None:
        made = make.registered()
        asking = {"purpose": "call_back", "basis": "duty", "actor": office.keeper, "at": make.AT}

        with pytest.raises(SecretMark):
            vault.ask_reveal(case_id=make.row(made.number).uuid, note=MARKED, **asking)


class TestSystems:
    def test_filing_is_refused_under_a_word_of_its_own(self, hotline: Caller) -> None:
        before = kept()

        answer = hotline.post("/requests", {"words": MARKED, "place_path": make.VILLAGE})

        assert (answer.status, answer.body["code"]) == (422, "secret-mark")
        assert "水库" not in str(answer.body)
        assert kept() == before

    def test_neither_in_an_address_nor_in_a_form_with_photos(self, hotline: Caller) -> None:
        fields = {"words": "路灯坏了", "place_path": make.VILLAGE}
        key = {"headers": {"Authorization": f"Bearer {hotline.key}"}}

        searched = hotline.get("/cases/search?q=机密★1年")
        named = Client(**key).post("/api/v1/requests/with-photos", fields | {"photos": photo("机密.jpg")})
        written = Client(**key).post(
            "/api/v1/requests/with-photos", fields | {"words": MARKED, "photos": photo("a.jpg")}
        )

        assert searched.body["code"] == "secret-mark"
        assert (named.status_code, named.json()["code"]) == (422, "secret-mark")
        assert (written.status_code, written.json()["code"]) == (422, "secret-mark")
        assert Case.objects.count() == 0

    @pytest.mark.parametrize(("verb", "name"), WRITTEN_IN)
    def test_no_field_of_any_verb_takes_it(self, verb: Verb, name: str) -> None:
        kind = next(field.kind for field in verb.fields if field.name == name)
        value = {"lines": [MARKED], "answers": {"1": MARKED}}.get(kind, MARKED)

        with pytest.raises(SecretMark):
            input_of(verb).model_validate({name: value})


class TestUploads:
    def test_every_page_with_an_upload_says_so(self) -> None:
        pages = [file for file in SRC.rglob("*.html") if 'type="file"' in file.read_text("utf-8")]
        silent = [file.name for file in pages if "Do not upload anything secret." not in file.read_text("utf-8")]

        assert len(pages) >= 4
        assert silent == []
