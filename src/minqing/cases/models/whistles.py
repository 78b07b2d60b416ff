"""Reports about the conduct of staff, outside the chain of requests."""

from django.db import models

from minqing.kernel.fields import PathField
from minqing.kernel.plain import PlainRow


class WhistleReport(PlainRow):
    """
    One report about the conduct of staff; only the office outside the chain reads it.

    It is no request: nothing that reads requests reaches it. ``words`` are masked; who wrote lies sealed in the vault.
    """

    id = models.UUIDField(primary_key=True)
    receipt_hash = models.CharField(max_length=64, unique=True)
    reported_at = models.DateTimeField()
    words = models.TextField()
    unit_path = PathField(blank=True, default="")
    unit_name = models.CharField(max_length=80, blank=True, default="")
    office_path = PathField()
    due_at = models.DateTimeField()
    taken_up_at = models.DateTimeField(null=True)
    taken_up_by = models.CharField(max_length=60, blank=True, default="")
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=60, blank=True, default="")
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["office_path", "-reported_at", "-id"], name="whistle_office")]

    def __str__(self) -> str:
        return f"{self.reported_at}"
