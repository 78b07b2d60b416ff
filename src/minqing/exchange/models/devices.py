"""Devices that stand somewhere and say when something is wrong there: no cameras, nothing that moves."""

from django.db import models
from django.db.models import F, Q

from minqing.kernel.fields import PathField, path_ends_with_slash
from minqing.kernel.ref import Ref


class Device(models.Model):
    """
    One device at one place, for one matter, with what is too low and too high.

    ``fault`` counts its faults: one fault is one request, ``number``. ``well_since`` is when the last reading said that
    it is over; a fault that comes back within ``quiet_minutes`` of that is the same one.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=60)
    place_path = PathField()
    matter = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12, blank=True, default="")
    low = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    high = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    quiet_minutes = models.PositiveIntegerField(default=120)
    secret = models.BinaryField()
    opened_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    value = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    fault = models.PositiveIntegerField(default=0)
    fault_since = models.DateTimeField(null=True)
    well_since = models.DateTimeField(null=True)
    number = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        db_table = "exchange_device"
        constraints = [
            path_ends_with_slash("device_place_closed", "place_path"),
            models.CheckConstraint(
                name="device_low_below_high",
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lt=F("high")),
            ),
            models.UniqueConstraint(
                fields=["name"], condition=Q(retired_at__isnull=True), name="device_name_once_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """The reference that facts carry."""
        return Ref("device", str(self.id))
