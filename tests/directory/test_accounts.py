"""Accounts, passwords and signing in."""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import translation
from tests.factories.directory import AT, COUNTY, account, founder, person, post, value_actor

from minqing.directory import queries, service
from minqing.directory.models import Account, LoginThrottle
from minqing.directory.service.accounts import UnableToChangeAccount
from minqing.directory.service.signing_in import WrongCredentials
from minqing.kernel.errors import NotAllowed, NotFound, TooMany
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db

PASSWORD = "柳河村的水渠-2026"


def try_in(password: str = PASSWORD, *, login: str = "zhaomy", address: str = "10.0.0.1", at: datetime = AT) -> Account:
    return service.authenticate(login=login, password=password, address=address, at=at)


def fail(times: int, *, login: str = "zhaomy", address: str = "10.0.0.1", at: datetime = AT) -> None:
    for _each in range(times):
        with pytest.raises((WrongCredentials, TooMany)):
            try_in("wrong", login=login, address=address, at=at)


class TestCreateAccount:
    def test_hashes_the_password_and_leaves_a_fact_without_names(self) -> None:
        row = account()

        assert PASSWORD not in row.password
        assert row.must_change_password
        (fact,) = facts_about(row.ref)
        assert fact.kind == "account.opened"
        assert fact.data == {}

    def test_uses_argon_two_outside_tests(self) -> None:
        from minqing.conf.settings import base

        assert base.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
        assert settings.AUTH_USER_MODEL == "directory.Account"

    @pytest.mark.parametrize("login", ["", "a", "1abc", "赵明远", "a b", "a" * 41])
    def test_refuses_a_malformed_login(self, login: str) -> None:
        with pytest.raises(UnableToChangeAccount):
            account(login)

    @pytest.mark.parametrize("password", ["short", "1234567890123", "password123", "x" * 201])
    def test_refuses_a_weak_password(self, password: str) -> None:
        with pytest.raises(UnableToChangeAccount):
            account(password=password)

    @pytest.mark.parametrize("password", ["short", "1234567890123", "password123"])
    def test_says_why_in_chinese_alone(self, password: str) -> None:
        with translation.override("zh-hans"), pytest.raises(UnableToChangeAccount) as refused:
            account(password=password)

        assert re.search("[a-z]", str(refused.value)) is None

    def test_refuses_a_second_account_and_a_taken_login(self) -> None:
        somebody = person("钱守正")
        account("qian", person_id=somebody.id)

        with pytest.raises(UnableToChangeAccount):
            account("qian2", person_id=somebody.id)
        with pytest.raises(UnableToChangeAccount):
            account("QIAN")

    def test_needs_the_permission(self) -> None:
        somebody = person()

        with pytest.raises(NotAllowed):
            service.create_account(person_id=somebody.id, login="zhao", password=PASSWORD, actor=value_actor(), at=AT)

    def test_gives_no_rights_by_itself(self) -> None:
        model = get_user_model()
        names = {field.name for field in model._meta.get_fields()}

        assert names.isdisjoint({"is_superuser", "is_staff", "groups", "user_permissions", "last_login"})


class TestAuthenticate:
    def test_lets_in_by_login_and_password(self) -> None:
        row = account()

        assert try_in(login=" ZhaoMY ") == row

    def test_says_the_same_for_a_wrong_name_and_a_wrong_password(self) -> None:
        account()
        texts = set()
        for login, password in (("zhaomy", "wrong"), ("nobody", PASSWORD), ("", ""), ("'; --", "x" * 5000)):
            with pytest.raises(WrongCredentials) as refused:
                try_in(password, login=login)
            texts.add(str(refused.value))

        assert len(texts) == 1

    def test_refuses_a_closed_account(self) -> None:
        row = account()
        service.close_account(account_id=row.id, actor=founder(), at=AT)

        with pytest.raises(WrongCredentials):
            try_in()

        service.reopen_account(account_id=row.id, actor=founder(), at=AT)
        assert try_in()

    def test_makes_a_guesser_wait_and_says_how_long(self) -> None:
        account()
        fail(5)

        with pytest.raises(TooMany, match="1") as refused:
            try_in()
        assert refused.value.status == 429
        assert try_in(at=AT + timedelta(minutes=1)) is not None

    def test_doubles_the_wait_up_to_a_quarter_of_an_hour(self) -> None:
        account()
        at = AT
        waits = []
        for _turn in range(12):
            fail(1, at=at)
            until = LoginThrottle.objects.exclude(blocked_until=None).order_by("-blocked_until").first()
            if until is not None and until.blocked_until is not None:
                waits.append((until.blocked_until - at) // timedelta(minutes=1))
                at = until.blocked_until
        assert waits[:5] == [1, 2, 4, 8, 15]
        assert set(waits[5:]) == {15}

    def test_forgets_after_half_an_hour_and_after_success(self) -> None:
        account()
        fail(4)
        assert try_in()
        fail(4)
        fail(4, at=AT + timedelta(minutes=31))

        assert try_in(at=AT + timedelta(minutes=31))

    def test_slows_an_address_down_that_tries_many_names(self) -> None:
        account()
        for number in range(30):
            fail(1, login=f"name{number}")

        with pytest.raises(TooMany):
            try_in()
        assert try_in(address="10.0.0.2")

    def test_counts_an_ipv6_network_as_one_address(self) -> None:
        account()
        for number in range(30):
            fail(1, login=f"name{number}", address=f"2001:db8::{number:x}")

        with pytest.raises(TooMany):
            try_in(address="2001:db8::ffff")
        assert try_in(address="2001:db8:0:1::1")

    def test_keeps_neither_names_nor_addresses(self) -> None:
        fail(1, login="zhaomy", address="10.0.0.1")

        kept = " ".join(LoginThrottle.objects.values_list("key", flat=True))
        assert "zhaomy" not in kept
        assert "10.0.0.1" not in kept


class TestChangeOwnPassword:
    def test_ends_the_first_password(self) -> None:
        row = account()
        me = value_actor(person=str(row.person_id), org_path=COUNTY, place_path=COUNTY)

        service.change_own_password(account_id=row.id, old=PASSWORD, new="另一个更长的口令-77", actor=me, at=AT)

        assert not try_in("另一个更长的口令-77").must_change_password
        with pytest.raises(WrongCredentials):
            try_in()

    def test_needs_the_old_one_and_is_ones_own(self) -> None:
        row = account()

        with pytest.raises(WrongCredentials):
            service.change_own_password(
                account_id=row.id,
                old="wrong",
                new="另一个更长的口令-77",
                actor=value_actor(person=str(row.person_id)),
                at=AT,
            )
        with pytest.raises(NotAllowed):
            service.change_own_password(account_id=row.id, old=PASSWORD, new="x", actor=value_actor(), at=AT)


class TestSetPassword:
    def test_gives_a_new_first_password(self) -> None:
        row = account()

        service.set_password(account_id=row.id, password="再来一个长口令-2027", actor=founder(), at=AT)

        assert try_in("再来一个长口令-2027").must_change_password


class TestChoosePost:
    def test_offers_a_persons_own_open_posts_only(self) -> None:
        somebody = person("钱守正")
        row = account(person_id=somebody.id)
        first = post("139901/water/", "科员", name="")
        second = post("139901/roads/", "科员", name="")
        other = post("139901/roads/", "科长")
        for mine in (first, second):
            service.seat_person(post_id=mine.id, person_id=somebody.id, actor=founder(), at=AT)

        assert [view.id for view in queries.posts_of(row.id)] == [second.id, first.id]
        assert service.choose_post(account_id=row.id, post_id=first.id, at=AT).org_path == "139901/water/"
        for foreign in (other.id, "nonsense"):
            with pytest.raises(NotFound):
                service.choose_post(account_id=row.id, post_id=foreign, at=AT)

    def test_ends_with_the_account(self) -> None:
        somebody = person("钱守正")
        row = account(person_id=somebody.id)
        mine = post("139901/water/", name="")
        service.seat_person(post_id=mine.id, person_id=somebody.id, actor=founder(), at=AT)
        service.close_account(account_id=row.id, actor=founder(), at=AT)

        with pytest.raises(NotFound):
            service.choose_post(account_id=row.id, post_id=mine.id, at=AT)
        assert queries.posts_of(row.id) == []


class TestAccounts:
    def test_are_listed_for_those_who_open_them(self) -> None:
        account()

        assert [view.login for view in queries.accounts(founder())] == ["zhaomy"]
        with pytest.raises(NotAllowed):
            queries.accounts(value_actor())
