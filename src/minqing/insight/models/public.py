"""
Public figures: editions, and the rows that they added, append-only.

A number is read once from the facts, when its month is told for the first time, and never again.
"""

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
