"""
Signing in: throttled by login name and by address, and never telling which of the two was wrong.

An own small table instead of django-axes: it needs neither a middleware nor an authentication backend, takes the
time as an argument, keeps no user agents and no paths, and says in one sentence how long to wait. Failures leave
no facts: they are no acts of the house. Who signs in when is not kept at all.
"""

import ipaddress
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from minqing.directory.access import as_uuid, get_account
from minqing.directory.models import Account, LoginThrottle, Post
from minqing.directory.queries import actor_for_post
from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, NotAllowed, NotFound, Refused, TooMany
from minqing.kernel.times import aware
from minqing.ledger.service import record, recorded

from .accounts import hashed_password

FREE_PER_LOGIN, FREE_PER_ADDRESS = 5, 30
FORGET_AFTER = timedelta(minutes=30)
FIRST_BLOCK, LONGEST_BLOCK = timedelta(minutes=1), timedelta(minutes=15)


class WrongCredentials(Refused):
    """Login name or password is wrong; nobody learns which."""

    code = "wrong-credentials"
    default = _("The login name or the password is wrong.")


def authenticate(*, login: str, password: str, address: str, at: datetime) -> Account:
    """
    Check a login name and a password.

    :param address: where the attempt comes from; only a keyed hash is kept, and of IPv6 only the network.
    :raises TooMany: if there were too many failures of late; the message says how long to wait.
    :raises WrongCredentials: if the pair is wrong or the account closed.
    """
    aware(at)
    login = login.strip().lower()[:40]
    keys = {_key("login", login): FREE_PER_LOGIN, _key("address", _network(address)): FREE_PER_ADDRESS}
    _refuse_blocked(list(keys), at)
    account = Account.objects.select_related("person").filter(login=login, is_active=True).first()
    if account is None:
        make_password(password[:200])  # an unknown name costs one hash as well, or the clock would tell which exist
    if account is None or not check_password(password[:200], account.password):
        _count_failure(keys, at)
        _refuse_blocked(list(keys), at)
        raise WrongCredentials
    LoginThrottle.objects.filter(key=_key("login", login)).delete()
    return account


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return str(parsed)


def _key(kind: str, value: str) -> str:
    return salted_hmac("minqing.directory.throttle", f"{kind}:{value}", algorithm="sha256").hexdigest()


def _refuse_blocked(keys: list[str], at: datetime) -> None:
    until = [row.blocked_until for row in LoginThrottle.objects.filter(key__in=keys, blocked_until__gt=at)]
    if not until:
        return
    minutes = ceil((max(moment for moment in until if moment) - at) / timedelta(minutes=1))
    text = ngettext_lazy(
        "Too many failed attempts. Please wait %(minutes)d minute and try again. Your work is not lost.",
        "Too many failed attempts. Please wait %(minutes)d minutes and try again. Your work is not lost.",
        "minutes",
    )
    raise TooMany(text % {"minutes": minutes})


def _count_failure(keys: dict[str, int], at: datetime) -> None:
    with transaction.atomic():
        for key, free in sorted(keys.items()):
            LoginThrottle.objects.bulk_create([LoginThrottle(key=key, last_failed_at=at)], ignore_conflicts=True)
            row = LoginThrottle.objects.select_for_update().get(key=key)
            row.failures = 1 if row.last_failed_at < at - FORGET_AFTER else row.failures + 1
            row.last_failed_at = at
            if row.failures >= free:
                row.blocked_until = at + min(FIRST_BLOCK * 2 ** (row.failures - free), LONGEST_BLOCK)
            row.save(update_fields=["failures", "last_failed_at", "blocked_until"])


def choose_post(*, account_id: UUID | str, post_id: UUID, at: datetime) -> Actor:
    """
    Let a signed-in person act in one of their posts.

    :return: the actor of the post.
    :raises NotFound: if the post is not theirs, or closed, or the account is.
    """
    mine = Post.objects.filter(
        pk=as_uuid(post_id), closed_at=None, person__account=as_uuid(account_id), person__account__is_active=True
    )
    if not mine.exists():
        raise NotFound
    return actor_for_post(post_id, at=at)


def change_own_password(*, account_id: UUID | str, old: str, new: str, actor: Actor, at: datetime) -> None:
    """
    Let a person replace their own password; other sessions end with it.

    :raises NotAllowed: if the account is somebody else's.
    :raises WrongCredentials: if the old password is wrong.
    :raises Conflict: if it was changed elsewhere at the same moment.
    """
    account = Account.objects.filter(pk=as_uuid(account_id)).first()
    if account is None:
        raise NotFound
    if actor.person != str(account.person_id):
        raise NotAllowed
    if not check_password(old[:200], account.password):
        raise WrongCredentials(_("The old password is wrong."), field="old")
    _replace_own(account.pk, account.password, hashed_password(new, account), actor, at)


@recorded
def _replace_own(account_id: UUID, before: str, hashed: str, actor: Actor, at: datetime) -> None:
    account = get_account(account_id)
    if account.password != before:
        raise Conflict
    account.password = hashed
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record(
        "account.password_set",
        subject=account.ref,
        actor=actor.ref,
        at=at,
        org_path=actor.org_path,
        place_path=actor.place_path,
    )
