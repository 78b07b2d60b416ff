"""The vault's guardrails (G1, G2, G5, G18), by the names they are known under."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import grimp
import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, connections, transaction
from tests.factories.directory import AT, COUNTY, value_actor
from tests.factories.vault import INTAKE, PHONE, entrust, opened, picture
from tests.vault.conftest import messages, own_folder  # noqa: F401  # fixtures

from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about
from minqing.ops.roles import setup_roles
from minqing.vault import queries, service
from minqing.vault.keys import NotOurs
from minqing.vault.models import Barred, CaseKey, Custody, MatterTag, Photo, Reveal, SealedText
from minqing.vault.opening import Erased, texts_of

CLOSED = (CaseKey, SealedText, MatterTag)
OPEN = (Custody, Barred, Photo, Reveal)
SAME_IN_EVERY_CASE = {"part", "master_version", "key_version", "org_path", "place_path", "stored_at"}
SAME_IN_EVERY_CASE |= {"has_phone", "may_call", "child", "sealed", "width", "height", "rule_version", "hold_ground"}
ROLE = "minqing_test_web"
OPENING_ROOMS = ("arrivals", "matching", "relaying", "retention", "revealing", "rotating", "showing", "storing")
ASKS = ("vault.ask_reveal", INTAKE, COUNTY)
DECIDES = ("vault.approve_reveal", COUNTY, COUNTY)


def asker(*more: tuple[str, str, str]) -> Actor:
    """An intake post that may ask."""
    return value_actor(ASKS, *more, ref=f"post:{UUID(int=1)}", org_path=INTAKE, person="a")


def decider(*more: tuple[str, str, str]) -> Actor:
    """A post outside intake that may decide."""
    return value_actor(DECIDES, *more, ref=f"post:{UUID(int=2)}", org_path=COUNTY, person="b")


def values_of(case: UUID) -> dict[str, set[bytes]]:
    """Every value that the tables of the vault hold for one case: table and column → values as bytes."""
    found: dict[str, set[bytes]] = {}
    for model in CLOSED + OPEN:
        for row in model.objects.filter(case_id=case).values():  # type: ignore[attr-defined]  # every one has a manager
            for column, value in row.items():
                if column not in SAME_IN_EVERY_CASE and value not in (None, ""):
                    raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    found.setdefault(f"{model.__name__}.{column}", set()).add(raw)
    return found


@pytest.mark.django_db
class TestTwoCasesOfOnePhone:
    def test_two_cases_same_phone_unlinkable(self) -> None:
        first, second = (entrust(phone=PHONE) for _each in range(2))
        for case in (first, second):
            service.store_photo(case, picture())
        one, two = values_of(first), values_of(second)

        shared = {column for column in one if one[column] & two.get(column, set())}

        assert "MatterTag.tag" in one
        assert shared <= {"Photo.size"}
        assert queries.alias(first) != queries.alias(second)
        assert not {str(fact.data) for fact in facts_about(Ref("case", str(first)))} & {PHONE}

    def test_no_ciphertext_opens_as_another_cases(self) -> None:
        first, second = entrust(), entrust(phone="13900002222")
        theirs = SealedText.objects.get(case_id=second, part="phone")
        SealedText.objects.filter(case_id=first, part="phone").update(sealed=theirs.sealed, key_id=theirs.key_id)

        with pytest.raises((Erased, NotOurs)):
            texts_of(first, "phone")

    def test_only_one_function_compares_and_intake_alone_may_call_it(self) -> None:
        entrust()
        case = entrust()

        for permission in ("cases.handle", "cases.read", "cases.oversee", "vault.ask_reveal", "vault.approve_reveal"):
            with pytest.raises(NotFound):
                service.possible_same_matter(case, actor=value_actor((permission, COUNTY, COUNTY)), at=AT)
        assert names_used_in("MatterTag") == {"matching", "storing", "retention", "rotating"}


def names_used_in(name: str) -> set[str]:
    """Which rooms of the vault name a model."""
    return {
        file.stem
        for file in Path(queries.__file__).parent.rglob("*.py")
        if any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    }


class TestHandlerPaths:
    def test_only_named_rooms_may_open_what_is_sealed(self) -> None:
        graph = grimp.build_graph("minqing", include_external_packages=False)

        openers = graph.find_modules_that_directly_import("minqing.vault.opening")
        key_holders = graph.find_modules_that_directly_import("minqing.vault.keys")

        assert openers <= {
            "minqing.vault.access",
            "minqing.vault.queries",
            *(f"minqing.vault.service.{room}" for room in OPENING_ROOMS),
        }
        assert all(name.startswith("minqing.vault.") for name in key_holders)

    def test_what_a_handler_may_call_opens_no_text(self) -> None:
        source = ast.parse(Path(queries.__file__).read_text("utf-8"))
        names = {node.id for node in ast.walk(source) if isinstance(node, ast.Name)}

        assert names.isdisjoint({"texts_of", "phone_of", "SealedText", "CaseKey", "MatterTag"})


@pytest.mark.django_db
class TestErasure:
    def test_vault_erasure_by_clock(self) -> None:
        case = entrust()
        service.store_photo(case, picture())
        service.start_retention(case, closed_at=AT, days=180, rule="1")

        assert service.erase_due(AT + timedelta(days=180) - timedelta(microseconds=1)) == 0
        assert service.erase_due(AT + timedelta(days=180)) == 1

        for model in CLOSED:
            assert not model.objects.filter(case_id=case).exists()
        assert queries.custody(case).backups_expire_at is not None


@pytest.mark.django_db
class TestRevealInTheResidentsSight:
    def test_reveal_needs_another_post_and_is_shown_to_the_resident(self) -> None:
        case = entrust()
        reveal = service.ask_reveal(
            case_id=case, purpose="rescue", basis="emergency", note="救人", actor=asker(), at=AT
        )
        service.approve_reveal(reveal_id=reveal, hours=1, actor=decider(), at=AT)
        service.read_reveal(reveal_id=reveal, actor=asker(), at=AT)

        assert [view.first_read_at for view in queries.reveals_of(case)] == [AT]
        assert {opening.kind for opening in queries.openings_of(case)} == {"vault.reveal_requested", "vault.revealed"}


if settings.TEST_DB == "postgres":

    @contextmanager
    def as_web_role() -> Iterator[None]:
        """Let the ordinary connection take on the web's role, and give reveals a connection of their own."""
        setup_roles(ROLE)
        connections.databases["vault"] = {**connections["default"].settings_dict}
        connections["vault"].connect()
        settings.VAULT_ALIAS = "vault"
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {ROLE}")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")
            connections["vault"].close()
            settings.VAULT_ALIAS = "default"
            del connections["vault"], connections.databases["vault"]

    def refused(sql: str) -> bool:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
        except ProgrammingError as refusal:
            return "permission denied" in str(refusal)
        return False

    @pytest.mark.django_db(transaction=True)
    class TestHandlerRole:
        def test_handler_role_cannot_select_vault(self) -> None:
            case = entrust()

            with as_web_role():
                for model in CLOSED:
                    table = model._meta.db_table
                    for sql in (
                        f"SELECT * FROM {table}",
                        f"SELECT count(*) FROM {table}",
                        f"SELECT id FROM {table} LIMIT 1",
                        f"UPDATE {table} SET case_id = case_id",
                        f"DELETE FROM {table}",
                        f"TRUNCATE {table}",
                        f"COPY {table} TO STDOUT",
                    ):
                        assert refused(sql), sql
                assert refused(
                    "INSERT INTO vault_case_key (id, case_id, wrapped, master_version) "
                    f"VALUES (gen_random_uuid(), '{case}', '', 1) RETURNING id"
                )
            assert not refused("SELECT * FROM vault_case_key")

        def test_handler_role_puts_in_and_the_second_connection_opens(self) -> None:
            with as_web_role():
                with transaction.atomic():
                    case = entrust()
                    photo = service.store_photo(case, picture())
                    service.store_added(case, words="又坏了", at=AT)

                assert queries.has_phone(case)
                assert opened(photo.id, case)
                assert dict(texts_of(case, "phone")) == {"phone": PHONE}

        def test_every_verb_works_under_the_role(self, messages: list[dict[str, str]]) -> None:  # a fixture
            intake = asker(("vault.same_matter", INTAKE, COUNTY))
            other = decider(("vault.rotate_keys", COUNTY, COUNTY))
            with as_web_role():
                earlier, case = entrust(), entrust()
                reveal = service.ask_reveal(
                    case_id=case, purpose="call_back", basis="duty", note="核实", actor=intake, at=AT
                )
                service.approve_reveal(reveal_id=reveal, hours=1, actor=other, at=AT)
                assert service.read_reveal(reveal_id=reveal, actor=intake, at=AT).phone == PHONE
                assert service.possible_same_matter(case, actor=intake, at=AT) == [Ref("case", str(earlier))]
                assert service.relay_to_resident(case, "已办理", "k", at=AT)
                assert service.rotate_keys(actor=other, at=AT) == 4
                service.start_retention(case, closed_at=AT, days=1)
                assert service.erase_due(AT + timedelta(days=1)) == 1
                assert texts_of(case, "phone") == []
