"""Data that are shared: who owns an element, grants with their purpose, uses, and where facts are sent."""

import uuid

from django.db import models
from django.db.models import F, Q

from minqing.kernel.fields import PathField, path_ends_with_slash
from minqing.kernel.ref import Ref

from .systems import Client


class ElementOwner(models.Model):
    """Which unit answers for one data element, from when, until when."""

    id = models.BigAutoField(primary_key=True)
    element = models.CharField(max_length=90)
    org_path = PathField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            path_ends_with_slash("element_owner_closed", "org_path"),
            models.UniqueConstraint(
                fields=["element"], condition=Q(until__isnull=True), name="element_owner_once_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.org_path}"


class DataGrant(models.Model):
    """
    Another system is given figures or facts: what for, on which legal basis, of which days and places, until when.

    ``first_day`` and ``last_day`` are those of the facts, both included; ``expiry_told`` is when the ledger was told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="data_grants")
    purpose = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=200)
    org_path = PathField()
    place_path = PathField()
    first_day = models.DateField()
    last_day = models.DateField()
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=120)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    expiry_told = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            path_ends_with_slash("data_grant_org_closed", "org_path"),
            path_ends_with_slash("data_grant_place_closed", "place_path"),
            models.CheckConstraint(name="data_grant_has_purpose", condition=~Q(purpose="") & ~Q(legal_basis="")),
            models.CheckConstraint(name="data_grant_days", condition=Q(last_day__gte=F("first_day"))),
            models.CheckConstraint(name="data_grant_expires", condition=Q(expires_at__gt=F("granted_at"))),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="data_grant_to_tell",
                condition=Q(expiry_told__isnull=True, withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.purpose}"

    @property
    def ref(self) -> Ref:
        """The reference that facts carry."""
        return Ref("data_grant", str(self.id))


class DataGrantElement(models.Model):
    """
    One element of a grant; of a kind of fact the columns that are given, with commas.

    ``definition``: of a measure the hash of what it counted when it was granted; blank in grants older than that.
    """

    id = models.BigAutoField(primary_key=True)
    grant = models.ForeignKey(DataGrant, on_delete=models.PROTECT, related_name="elements", db_index=False)
    element = models.CharField(max_length=90)
    columns = models.CharField(max_length=200, blank=True)
    definition = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["grant", "element"], name="data_grant_element_once")]

    def __str__(self) -> str:
        return self.element


class DataUse(models.Model):
    """One call under a grant: what was given, of which days, how many rows or values. Never changed."""

    FIGURE, FEED, DUMP, WEBHOOK = 1, 2, 3, 4

    id = models.BigAutoField(primary_key=True)
    grant = models.ForeignKey(DataGrant, on_delete=models.PROTECT, related_name="uses", db_index=False)
    at = models.DateTimeField()
    way = models.SmallIntegerField()
    elements = models.CharField(max_length=400)
    first_day = models.DateField()
    last_day = models.DateField()
    rows = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["grant", "-id"], name="data_use_of_grant")]

    def __str__(self) -> str:
        return f"{self.grant_id} {self.at} {self.rows}"


class DataSubscription(models.Model):
    """
    Facts of a grant are sent to an address as they come.

    ``cursor`` is the position up to which the other side has confirmed; ``batch_through`` the end of what is being
    tried, so that a repetition is the same to the byte. Secrets lie sealed; the old one signs too until ``old_until``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.ForeignKey(DataGrant, on_delete=models.PROTECT, related_name="subscriptions", db_index=False)
    url = models.CharField(max_length=500)
    secret = models.BinaryField()
    old_secret = models.BinaryField(null=True)
    old_until = models.DateTimeField(null=True)
    cursor = models.BigIntegerField(default=0)
    batch_through = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    failures = models.SmallIntegerField(default=0)
    not_before = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    tried_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["grant"], condition=Q(ended_at__isnull=True), name="data_subscription_once_in_force"
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                name="data_subscription_due",
                condition=Q(ended_at__isnull=True, paused_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.url
