"""Tasks handed down to townships. None stands without law, money and staff."""

from django.db import models
from django.db.models import Q

from minqing.kernel.fields import PathField, path_ends_with_slash


class HandedDown(models.Model):
    """One task by one matter that a department handed down to one township, from a day on, until it is taken back."""

    id = models.UUIDField(primary_key=True)
    matter = models.PositiveSmallIntegerField()
    township_path = PathField()
    township_name = models.CharField(max_length=80)
    from_path = PathField()
    from_name = models.CharField(max_length=80)
    task = models.CharField(max_length=200)
    law = models.CharField(max_length=200)
    money_yuan = models.PositiveIntegerField()
    staff = models.PositiveSmallIntegerField()
    since = models.DateField()
    ended_on = models.DateField(null=True)
    why_ended = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "township_path"], condition=Q(ended_on__isnull=True), name="handed_down_once"
            ),
            models.CheckConstraint(
                name="handed_down_with_law_money_and_staff",
                condition=Q(money_yuan__gt=0) & Q(staff__gt=0) & ~Q(law=""),
            ),
            path_ends_with_slash("handed_down_township_closed", "township_path"),
            path_ends_with_slash("handed_down_from_closed", "from_path"),
        ]
        indexes = [models.Index(fields=["township_path", "matter", "id"], name="handed_down_listed")]

    def __str__(self) -> str:
        return self.task
