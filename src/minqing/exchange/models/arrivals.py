"""What arrived by a channel, and how each channel stands. No word and no sender of it is in these tables."""

from django.db import models
from django.db.models import Q

from minqing.kernel.ref import Ref


class Way(models.Model):
    """One way in, as it stands: when it last worked, whether it is paused, what its last error was."""

    key = models.CharField(max_length=12, primary_key=True)
    paused_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        db_table = "exchange_way"

    def __str__(self) -> str:
        return self.key


class Arrival(models.Model):
    """
    One thing that arrived: by which way, when, what became of it.

    ``source`` is a hash of how the other side names it: the same thing arrives once. ``sender`` stands for the sender
    on that day only (a keyed hash), ``whole`` for the longer message that it is a part of. ``reply`` is the hash of the
    mark by which an answer is known to belong to it. ``held`` says that the words still lie in the vault under this
    row's id; ``drop_at`` when they go at the latest.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    way = models.CharField(max_length=12)
    source = models.CharField(max_length=64)
    arrived_at = models.DateTimeField()
    state = models.PositiveSmallIntegerField()
    why = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=20, blank=True, default="")
    case_id = models.UUIDField(null=True)
    reply = models.CharField(max_length=64, blank=True, default="")
    sender = models.CharField(max_length=64, blank=True, default="")
    whole = models.CharField(max_length=64, blank=True, default="")
    error = models.CharField(max_length=300, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    held = models.BooleanField(default=True)
    drop_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_arrival"
        constraints = [
            models.UniqueConstraint(fields=["way", "source"], name="arrival_once"),
            models.CheckConstraint(
                name="arrival_number_with_request",
                condition=Q(number="", case_id__isnull=True) | (~Q(number="") & Q(case_id__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["not_before", "id"], name="arrival_due", condition=Q(state=1)),
            models.Index(fields=["state", "id"], name="arrival_state"),
            models.Index(fields=["way", "arrived_at"], name="arrival_way"),
            models.Index(fields=["sender", "arrived_at"], name="arrival_sender", condition=~Q(sender="")),
            models.Index(fields=["whole"], name="arrival_whole", condition=~Q(whole="")),
            models.Index(fields=["reply"], name="arrival_reply", condition=~Q(reply="")),
            models.Index(fields=["drop_at"], name="arrival_drop", condition=Q(held=True, drop_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.id}"

    @property
    def ref(self) -> Ref:
        """The reference that facts carry."""
        return Ref("arrival", str(self.id))
