"""Tables that people edit: matters, routing, offices in charge, standard replies."""

from django.db import models
from django.db.models import Q

from minqing.kernel.fields import PathField, path_ends_with_slash


class Matter(models.Model):
    """
    One kind of matter. Its number is what facts carry and never changes its meaning.

    ``above`` is the code of the subclass (or class) it belongs to, ``group`` the name of its top class, ``order`` its
    place in the county's list.
    """

    number = models.PositiveSmallIntegerField(primary_key=True)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    group = models.CharField(max_length=40)
    keywords = models.CharField(max_length=300, blank=True, default="")
    above = models.CharField(max_length=40, blank=True, default="")
    order = models.PositiveSmallIntegerField(default=0)
    sounds = models.TextField(blank=True, default="")
    retired = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class RoutingRule(models.Model):
    """One row of routing: a matter (0: every one) at a place and below leads to a unit, under a rule of time."""

    id = models.UUIDField(primary_key=True)
    matter = models.PositiveSmallIntegerField(default=0)
    place_path = PathField()
    lead_path = PathField()
    lead_name = models.CharField(max_length=80)
    rule_id = models.CharField(max_length=20, default="HL-04")
    ended = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "place_path"], condition=Q(ended=False), name="routing_row_once"),
            path_ends_with_slash("routing_place_closed", "place_path"),
            path_ends_with_slash("routing_lead_closed", "lead_path"),
        ]

    def __str__(self) -> str:
        return self.lead_name


class Office(models.Model):
    """One office in charge of one duty for a place and all below it."""

    id = models.BigAutoField(primary_key=True)
    duty = models.PositiveSmallIntegerField()
    place_path = PathField()
    org_path = PathField()
    org_name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "place_path"], name="office_once"),
            path_ends_with_slash("office_org_closed", "org_path"),
        ]

    def __str__(self) -> str:
        return self.org_name


class StandardText(models.Model):
    """One standard reply for one matter and outcome (0: every one), or the answer of one lawful reason to decline."""

    id = models.UUIDField(primary_key=True)
    matter = models.PositiveSmallIntegerField(default=0)
    outcome = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=60)
    text = models.TextField()
    retired = models.BooleanField(default=False)
    decline = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decline"], condition=Q(decline__gt=0), name="one_answer_for_each_reason")
        ]

    def __str__(self) -> str:
        return self.title
