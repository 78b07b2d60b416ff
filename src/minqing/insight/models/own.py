"""The county's own measures: their versions, append-only, and the sounds by which measures are found."""

from django.db import models


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


class MeasureSounds(models.Model):
    """One measure's Chinese name and the sounds by which it is found."""

    key = models.CharField(max_length=80, primary_key=True)
    title = models.CharField(max_length=200)
    sounds = models.TextField()

    def __str__(self) -> str:
        return self.key
