"""The level of public service beside which need is set."""

from django.db import models

from minqing.kernel.fields import PathField, path_ends_with_slash


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
