"""How a member of staff signs in, and how guessing is slowed down."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from minqing.kernel.ref import Ref

from .organisations import Person


class AccountManager(BaseUserManager["Account"]):
    """What Django's sign-in needs: an account by its login name."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(login=username)


class Account(AbstractBaseUser):
    """
    One login of one person. There is no superuser, no group and no flag: rights belong to posts.

    When somebody was last here is not kept: it would be the first column of a table of online time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    login = models.CharField(max_length=40, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    opened_at = models.DateTimeField()
    last_login = None  # takes the inherited column away

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    def __str__(self) -> str:
        return self.login

    @property
    def ref(self) -> Ref:
        """The reference that facts carry as their subject."""
        return Ref("account", str(self.id))


class LoginThrottle(models.Model):
    """How often one login name or one address failed of late; the name or address is kept as a keyed hash only."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_failed_at = models.DateTimeField()
    blocked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key
