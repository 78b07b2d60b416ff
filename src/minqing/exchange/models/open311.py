"""What other systems filed over Open311, so that each may ask how its own requests stand."""

from django.db import models

from .systems import Client


class Submission(models.Model):
    """
    One request that one system filed over Open311: its number here, and the token by which it may ask for that.

    ``origin``: what it is called there, where the system said so; then it is not taken from there a second time.
    """

    id = models.BigAutoField(primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="submissions", db_index=False)
    case_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=20)
    token = models.CharField(max_length=64, unique=True)
    origin = models.CharField(max_length=80, blank=True, default="")
    filed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["client", "origin"], name="submission_by_origin", condition=~models.Q(origin=""))
        ]
        constraints = [models.UniqueConstraint(fields=["client", "number"], name="submission_of_client")]

    def __str__(self) -> str:
        return self.number
