"""Accounts: opened, closed, given a first password. What a person may do hangs on posts, not here."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from minqing.directory import permissions
from minqing.directory.access import get_account, get_person, once
from minqing.directory.models import Account, Person
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.ids import uuid7
from minqing.ledger.service import record, recorded

_LOGIN = re.compile(r"^[a-z][a-z0-9._-]{1,39}$")


class UnableToChangeAccount(Refused):
    """The account cannot be opened or changed as asked."""


@dataclass(frozen=True, slots=True)
class HashedPassword:
    """A password that was judged and hashed beforehand."""

    hashed: str


def hash_password(password: str, login: str) -> HashedPassword:
    """
    Judge and hash the first password of an account to come, for whoever opens many and has other work meanwhile.

    :raises UnableToChangeAccount: if it is easily guessed.
    """
    return HashedPassword(hashed_password(password, Account(login=login)))


def hashed_password(password: str, account: Account) -> str:
    """
    Refuse a password that is easily guessed; hash any other. It takes a fifth of a second: before the transaction.

    :raises UnableToChangeAccount: with the reasons.
    """
    if len(password) > 200:
        raise UnableToChangeAccount(_("This password is too long."), field="password")
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise UnableToChangeAccount(" ".join(map(_weakness, weak.error_list)), field="password") from weak
    return make_password(password)


def _weakness(error: ValidationError) -> str:
    """Say what is wrong in our words where the framework has none in Chinese."""
    if error.code == "password_too_short":
        return str(_("The password is too short: at least %(min_length)s characters.") % error.params)
    return " ".join(error.messages)


def create_account(
    *,
    person_id: UUID | str,
    login: str,
    password: str | HashedPassword,
    actor: Actor,
    at: datetime,
    must_change: bool = True,
) -> Account:
    """
    Let a member of staff sign in. The password is a first one, to be changed at the first sign-in.

    :param login: lower-case letters, digits, dot, dash; begins with a letter.
    :param must_change: false where the person chose the password and nobody else will use it: the demo's logins.
    :raises NotAllowed: if the actor opens no accounts.
    :raises UnableToChangeAccount: if the login is malformed or taken, the person has one, or the password is weak.
    """
    _refuse_without(actor)
    login = checked_login(login)
    ready = password if isinstance(password, HashedPassword) else hash_password(password, login)
    account = Account(login=login, password=ready.hashed, must_change_password=must_change)
    return _open_account(account, person_id, actor, at)


def checked_login(login: str) -> str:
    """
    Write a login name the way it is kept.

    :raises UnableToChangeAccount: if it is malformed.
    """
    login = login.strip().lower()
    if not _LOGIN.match(login):
        raise UnableToChangeAccount(
            _("A login name is made of lower-case letters, digits, dots and dashes."), field="login"
        )
    return login


@recorded
def _open_account(account: Account, person_id: UUID | str, actor: Actor, at: datetime) -> Account:
    return put_account(account, get_person(person_id), actor, at)


def put_account(account: Account, person: Person, actor: Actor, at: datetime) -> Account:
    """Open a prepared account, inside a verb."""
    _refuse_without(actor)
    login = account.login
    if Account.objects.filter(login=login).exists() or Account.objects.filter(person=person).exists():
        raise UnableToChangeAccount(_("This login name is taken, or the person has an account already."), field="login")
    account.id, account.person, account.opened_at = uuid7(at), person, at
    with once():
        account.save(force_insert=True)
    _record("account.opened", account, actor, at)
    return account


def set_password(*, account_id: UUID | str, password: str, actor: Actor, at: datetime) -> None:
    """
    Give an account another first password; open sessions end with it.

    :raises NotAllowed: if the actor opens no accounts.
    """
    _refuse_without(actor)
    _replace_password(account_id, hashed_password(password, Account()), actor, at)


@recorded
def _replace_password(account_id: UUID | str, hashed: str, actor: Actor, at: datetime) -> None:
    account = get_account(account_id)
    account.password = hashed
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    _record("account.password_set", account, actor, at)


@recorded
def close_account(*, account_id: UUID | str, actor: Actor, at: datetime) -> None:
    """
    End sign-in for a person; open sessions end at the next request.

    :raises UnableToChangeAccount: if it is closed, or is the actor's own.
    """
    _set_active(account_id, actor, at, active=False)


@recorded
def reopen_account(*, account_id: UUID | str, actor: Actor, at: datetime) -> None:
    """
    Let a person sign in again.

    :raises UnableToChangeAccount: if it is open.
    """
    _set_active(account_id, actor, at, active=True)


def _set_active(account_id: UUID | str, actor: Actor, at: datetime, *, active: bool) -> None:
    _refuse_without(actor)
    account = get_account(account_id)
    if account.is_active == active:
        raise UnableToChangeAccount(_("The account is in this state already."))
    if actor.person == str(account.person_id):
        raise UnableToChangeAccount(_("Nobody closes the account they are signed in with."))
    account.is_active = active
    account.save(update_fields=["is_active"])
    _record("account.reopened" if active else "account.closed", account, actor, at)


def _refuse_without(actor: Actor) -> None:
    if not actor.holds(permissions.ACCOUNT):
        raise NotAllowed


def _record(kind: str, account: Account, actor: Actor, at: datetime) -> None:
    grant = actor.reach(permissions.ACCOUNT)[0]
    record(
        kind,
        subject=account.ref,
        actor=actor.ref,
        at=at,
        org_path=grant.org_path,
        place_path=grant.place_path,
    )
