"""
Tables of public figures, of the county's own measures and of the analysis. No persons, no requests.
Tables of the public figures: editions, and the rows that they added. Append-only; no persons, no requests. Beside them
the sounds by which measures are found.

Public figures: editions, and the rows that they added, append-only. A number is read once from the facts, when its
month is told for the first time, and never again. Own measures: their versions, append-only. Analysis: saved views,
which are questions, and their issues.
"""

from typing import Any

from django.db import models

from minqing.kernel.fields import PathField, path_ends_with_slash


class PublicEdition(models.Model):
    """
    One day's public figures: what had been added by that day.

    ``smallest`` is rule MQ-K, ``fewest`` rule MQ-PUBLIC-N, as they held on that day.
    """

    day = models.DateField(primary_key=True)
    through = models.BigIntegerField()
    smallest = models.PositiveIntegerField()
    fewest = models.PositiveIntegerField()
    frozen_at = models.DateTimeField()


class PublicRow(models.Model):
    """
    One month of one place, or of the ``rest`` below it; a number is NULL where it is not shown.

    ``day`` is the edition that added it. A rest is all that no row of its own has below ``place_path``.
    """

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    month = models.DateField()
    place_path = PathField()
    parent_path = models.CharField(max_length=120, blank=True)
    rest = models.BooleanField(default=False)
    asked = models.BigIntegerField(null=True)
    done = models.BigIntegerField(null=True)
    late = models.BigIntegerField(null=True)
    unverified = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place_path", "rest", "month"], name="insight_public_row_once"),
            path_ends_with_slash("insight_public_row_path", "place_path"),
        ]
        indexes = [
            models.Index(fields=["parent_path", "month"], name="insight_public_row_below"),
            models.Index(fields=["month"], name="insight_public_row_month"),
        ]


class OwnMeasure(models.Model):
    """
    One version of a measure that the county declared itself; never changed once it is published.

    ``id`` is drawn by chance, so that two states of the table are never taken for one. ``text`` is the definition as it
    was published, ``inputs`` which version of which own measure its expression asks for, as JSON; ``digest`` the
    definition's hash.
    """

    id = models.CharField(primary_key=True, max_length=32)
    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    text = models.TextField()
    inputs = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)
    published_by = models.CharField(max_length=120)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="insight_own_measure_once")]


class OwnRetirement(models.Model):
    """That a version, the latest at the time, is not counted any more, and why. A later version takes it up again."""

    id = models.CharField(primary_key=True, max_length=32)
    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    retired_by = models.CharField(max_length=120)
    retired_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="insight_own_retirement_once")]


class SavedView(models.Model):
    """A question to the figures under a name. ``owner`` is a post; ``cadence`` how often it is written down."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=60)
    owner = models.CharField(max_length=40)
    org_path = PathField()
    shared = models.BooleanField(default=False)
    question = models.TextField()
    cadence = models.CharField(max_length=8, blank=True, default="")
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"], condition=models.Q(removed_at=None), name="insight_view_name_once"
            ),
            path_ends_with_slash("insight_view_org_path", "org_path"),
        ]
        indexes = [models.Index(fields=["org_path"], name="insight_view_of_unit")]


class ViewIssue(models.Model):
    """
    One day's issue of a saved view: the whole pivot as JSON, with the reach below which it was read. Append-only.

    ``digest`` is the SHA-256 that the fact of its writing names too.
    """

    id = models.BigAutoField(primary_key=True)
    view = models.UUIDField()
    day = models.DateField()
    org_path = PathField()
    place_path = PathField()
    known_at = models.BigIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["view", "day"], name="insight_issue_once"),
            path_ends_with_slash("insight_issue_org_path", "org_path"),
            path_ends_with_slash("insight_issue_place_path", "place_path"),
        ]


class ServiceLevel(models.Model):
    """
    How much public service there is for a matter at a place, as its owner said on a day; append-only, no persons.

    ``amount`` of ``what``, e.g. 120 of 路灯（盏）. ``owner`` is the unit that answers for the number, ``source`` says
    where it stands. Of several for one place and matter the latest ``as_of`` holds, and of those the last loaded.
    """

    id = models.BigAutoField(primary_key=True)
    place_path = PathField()
    matter = models.IntegerField()
    amount = models.BigIntegerField()
    what = models.CharField(max_length=30)
    owner = models.CharField(max_length=60)
    source = models.CharField(max_length=200)
    as_of = models.DateField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            path_ends_with_slash("insight_service_level_path", "place_path"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="insight_service_level_counts"),
        ]
        indexes = [models.Index(fields=["matter", "place_path"], name="insight_service_level")]


class MeasureSounds(models.Model):
    """One measure's Chinese name and the sounds by which it is found."""

    key = models.CharField(max_length=80, primary_key=True)
    title = models.CharField(max_length=200)
    sounds = models.TextField()

    def __str__(self) -> str:
        return self.key


class Arrangement(models.Model):
    """The tiles on one reader's board by one post, in their order: keys of measures, with commas between."""

    owner = models.CharField(max_length=80, primary_key=True)
    keys = models.TextField()
    arranged_at = models.DateTimeField()

    objects: Any = models.Manager()
