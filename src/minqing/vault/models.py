"""
Tables of the vault. Nobody outside it imports them.

Tables whose names begin with ``vault_`` are closed: the role of web and worker may insert into them and never read
(decision 20). Tables that begin with ``custody_`` say what is kept for how long and who opened it; they hold
nothing a resident entrusted. There are no foreign keys between them: a check would need to read.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from minqing.kernel.access import ScopedQuerySet
from minqing.kernel.fields import PathField, path_ends_with_slash


class CaseKey(models.Model):
    """One wrapped key of one case. Deleting it makes what it encrypted unreadable, in backups too once they expire."""

    id = models.UUIDField(primary_key=True, editable=False)
    case_id = models.UUIDField(db_index=True)
    wrapped = models.BinaryField()
    master_version = models.PositiveIntegerField(db_index=True)

    class Meta:
        db_table = "vault_case_key"

    def __str__(self) -> str:
        return str(self.id)


class SealedText(models.Model):
    """One encrypted text of one case: words, place, name, telephone, or words added later."""

    id = models.UUIDField(primary_key=True, editable=False)
    case_id = models.UUIDField(db_index=True)
    key_id = models.UUIDField()
    part = models.CharField(max_length=12)
    sealed = models.BinaryField()

    class Meta:
        db_table = "vault_sealed_text"

    def __str__(self) -> str:
        return str(self.id)


class MatterTag(models.Model):
    """The blind index of one case: a salt of its own and a keyed hash, so that no two cases carry the same value."""

    id = models.UUIDField(primary_key=True, editable=False)
    case_id = models.UUIDField(unique=True)
    salt = models.BinaryField()
    tag = models.BinaryField()
    key_version = models.PositiveIntegerField(db_index=True)

    class Meta:
        db_table = "vault_matter_tag"

    def __str__(self) -> str:
        return str(self.id)


class Custody(models.Model):
    """
    What is kept of one case, since when and until when; nothing of its content.

    ``child`` says that it is about a child under 14 and who speaks (``codes.CHILD``); it goes with the contact.
    ``reach`` names the channel by which whoever left no telephone is answered, e.g. ``email``; empty for none.
    ``sealed`` says that two must agree before anybody sees who wrote, as for what is about a unit.
    """

    case_id = models.UUIDField(primary_key=True, editable=False)
    org_path = PathField()
    place_path = PathField()
    has_phone = models.BooleanField(default=False)
    may_call = models.BooleanField(default=False)
    reach = models.CharField(max_length=8, blank=True, default="")
    child = models.PositiveSmallIntegerField(default=0)
    sealed = models.BooleanField(default=False)
    stored_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    erase_at = models.DateTimeField(null=True)
    rule_version = models.CharField(max_length=40, blank=True, default="")
    held_until = models.DateTimeField(null=True)
    hold_ground = models.CharField(max_length=20, blank=True, default="")
    erased_at = models.DateTimeField(null=True)
    backups_expire_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        db_table = "custody_case"
        constraints = [
            path_ends_with_slash("custody_org_closed", "org_path"),
            path_ends_with_slash("custody_place_closed", "place_path"),
            models.CheckConstraint(
                name="custody_erased_forgets_child", condition=Q(erased_at__isnull=True) | Q(child=0)
            ),
            models.CheckConstraint(
                name="custody_erased_names_backups",
                condition=Q(erased_at__isnull=True, backups_expire_at__isnull=True)
                | Q(erased_at__isnull=False, backups_expire_at__gte=F("erased_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["erase_at"], condition=Q(erased_at__isnull=True), name="custody_due"),
            models.Index(fields=["held_until"], condition=Q(held_until__isnull=False), name="custody_held"),
        ]

    def __str__(self) -> str:
        return str(self.case_id)


class Barred(models.Model):
    """One unit that a case is about: nobody in it or below it ever has a reveal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_id = models.UUIDField()
    org_path = PathField()

    class Meta:
        db_table = "custody_barred"
        constraints = [models.UniqueConstraint(fields=["case_id", "org_path"], name="barred_once")]

    def __str__(self) -> str:
        return self.org_path


class Photo(models.Model):
    """One photo of one case; the pixels lie encrypted in a file, their key among the closed tables."""

    id = models.UUIDField(primary_key=True, editable=False)
    case_id = models.UUIDField(db_index=True)
    key_id = models.UUIDField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()

    class Meta:
        db_table = "custody_photo"

    def __str__(self) -> str:
        return str(self.id)


class Reveal(models.Model):
    """
    One asking to see who wrote: by whom, what for, on which basis, who decided, until when.

    ``seconded_by`` is the first of the two who must agree where the case is about a unit, or sealed.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    case_id = models.UUIDField(db_index=True)
    number = models.CharField(max_length=40, blank=True, default="")
    state = models.CharField(max_length=12)
    purpose = models.CharField(max_length=20)
    basis = models.CharField(max_length=20)
    note = models.CharField(max_length=200)
    org_path = PathField()
    place_path = PathField()
    asked_by = models.CharField(max_length=80)
    asked_person = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    seconded_by = models.CharField(max_length=80, blank=True, default="")
    seconded_person = models.CharField(max_length=40, blank=True, default="")
    decided_by = models.CharField(max_length=80, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    first_read_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        db_table = "custody_reveal"
        constraints = [
            models.UniqueConstraint(
                fields=["case_id", "asked_by"], condition=Q(state="asked"), name="reveal_asked_once_at_a_time"
            ),
            models.CheckConstraint(name="approver_is_not_requester", condition=~Q(decided_by=F("asked_by"))),
            models.CheckConstraint(
                name="two_approvers_are_two",
                condition=Q(seconded_by="") | ~Q(seconded_by=F("asked_by")) & ~Q(seconded_by=F("decided_by")),
            ),
            models.CheckConstraint(
                name="approved_reveal_expires",
                condition=~Q(state="approved") | Q(expires_at__gt=F("decided_at")),
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="reveal_state")]

    def __str__(self) -> str:
        return str(self.id)


class Silenced(models.Model):
    """One telephone that wants no text messages: a keyed hash of its number, and since when."""

    tag = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()

    class Meta:
        db_table = "custody_silenced"

    def __str__(self) -> str:
        return self.tag
