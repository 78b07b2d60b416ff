"""Slips by which members of a party branch report to the community where they live (双报到). There is no name in it."""

from django.db import models
from django.db.models import Q

from minqing.kernel.fields import PathField

from .organisations import Organisation

_NOTHING_SAID = Q(pledge=0, kept=0, duty_done=False, has_sign=False)


class BranchSlip(models.Model):
    """
    One numbered slip of one branch, and what whoever holds its code said with it.

    Who holds which slip stands on the branch's own paper and nowhere here: no row of this house says of anybody that
    she is a member of anything. There is no moment in it, no amount, and no place below the village.
    """

    id = models.UUIDField(primary_key=True)
    branch = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="slips", db_index=False)
    number = models.PositiveSmallIntegerField()
    code_hash = models.CharField(max_length=64, unique=True)
    place_path = PathField(blank=True, default="")
    pledge = models.PositiveSmallIntegerField(default=0)
    kept = models.PositiveSmallIntegerField(default=0)
    duty_done = models.BooleanField(default=False)
    has_sign = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["branch", "number"], name="branch_slip_number_once"),
            models.CheckConstraint(
                name="branch_slip_says_after_reporting", condition=~Q(place_path="") | _NOTHING_SAID
            ),
            models.CheckConstraint(name="branch_slip_keeps_what_it_pledged", condition=Q(kept=0) | ~Q(pledge=0)),
        ]
        indexes = [models.Index(fields=["place_path"], name="branch_slip_place", condition=~Q(place_path=""))]

    def __str__(self) -> str:
        return str(self.number)
