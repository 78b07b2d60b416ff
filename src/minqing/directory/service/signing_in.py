"""
Signing in: throttled by login name and by address, and never telling which of the two was wrong.

An own small table instead of django-axes: it needs neither a middleware nor an authentication backend, takes the
time as an argument, keeps no user agents and no paths, and says in one sentence how long to wait. Failures leave
no facts: they are no acts of the house. Who signs in when is not kept at all.
"""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext_lazy as _

from minqing.directory.access import get_account
from minqing.directory.models import Account, LoginThrottle, Post
from minqing.directory.queries import actor_for_post
from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from minqing.kernel.ids import as_uuid
from minqing.kernel.times import aware
from minqing.ledger.service import record, recorded

from .accounts import hashed_password
from .guessing import count_failures, network, refuse_blocked, throttle_key

FREE_PER_LOGIN, FREE_PER_ADDRESS = 5, 30


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
    keys = {throttle_key("login", login): FREE_PER_LOGIN, throttle_key("address", network(address)): FREE_PER_ADDRESS}
    refuse_blocked(list(keys), at)
    account = Account.objects.select_related("person").filter(login=login, is_active=True).first()
    if account is None:
        make_password(password[:200])  # an unknown name costs one hash as well, or the clock would tell which exist
    if account is None or not check_password(password[:200], account.password):
        count_failures(keys, at)
        refuse_blocked(list(keys), at)
        raise WrongCredentials
    LoginThrottle.objects.filter(key=throttle_key("login", login)).delete()
    return account


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
