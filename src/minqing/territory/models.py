"""Tables of the territory. Places and cards; no table here knows a resident."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from minqing.kernel.access import Grant, ScopedQuerySet, path_range
from minqing.kernel.fields import PathField, path_ends_with_slash
from minqing.kernel.ref import Ref


class PlaceQuerySet(ScopedQuerySet):
    """Places below a grant's place. Land belongs to no unit, so the organisation side is not asked."""

    place_field = "path"

    def scope(self, grant: Grant) -> Q:
        return path_range(self.place_field, grant.place_path)


class CardQuerySet(PlaceQuerySet):
    """Cards whose place lies below a grant's place."""

    place_field = "place_path"


class Place(models.Model):
    """One division, grid cell, lane, building or household by one path, from one day on. Never who lives there."""

    id = models.UUIDField(primary_key=True)
    path = PathField()
    parent_path = PathField(blank=True)
    village_path = PathField(blank=True)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=60, blank=True)
    official_name = models.CharField(max_length=60, blank=True)
    sounds = models.TextField(null=True)  # noqa: DJ001 - no row for a door in the index
    code = models.CharField(max_length=15, blank=True)
    urban_rural_code = models.CharField(max_length=3, blank=True)
    dedicated = models.BooleanField(default=False)
    scope_words = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    moved_to = PathField(blank=True)

    objects: Any = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            path_ends_with_slash("territory_place_path_closed", "path"),
            models.UniqueConstraint(fields=["path"], condition=Q(valid_to=None), name="territory_place_once_in_force"),
            models.UniqueConstraint(
                fields=["code", "valid_from"], condition=~Q(code=""), name="territory_code_once_a_day"
            ),
            models.CheckConstraint(
                name="territory_place_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        indexes = [
            models.Index(fields=["path", "kind"], name="territory_place_path"),
            models.Index(fields=["kind", "village_path"], name="territory_place_village"),
            models.Index(fields=["path"], name="territory_place_searched", condition=Q(sounds__isnull=False)),
        ]

    @property
    def ref(self) -> Ref:
        """Name this place in facts."""
        kind = self.kind if self.kind in {"grid_cell", "building", "household"} else "division"
        return Ref(kind, self.code if kind == "division" else str(self.pk))


class Card(models.Model):
    """One code card by one random code, for one village or one household. It holds no name and no door number."""

    id = models.UUIDField(primary_key=True)
    code = models.CharField(max_length=9, unique=True)
    village_path = PathField()
    place_path = PathField()
    serial = models.PositiveIntegerField()
    state = models.CharField(max_length=8)
    issued_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="successor")

    objects: Any = CardQuerySet.as_manager()

    class Meta:
        constraints = [
            path_ends_with_slash("territory_card_village_closed", "village_path"),
            path_ends_with_slash("territory_card_place_closed", "place_path"),
            models.UniqueConstraint(
                fields=["place_path"], condition=~Q(state="revoked"), name="territory_one_card_in_force"
            ),
            models.UniqueConstraint(fields=["village_path", "serial"], name="territory_card_serial"),
        ]
        indexes = [models.Index(fields=["place_path"], name="territory_card_place")]

    @property
    def is_household(self) -> bool:
        """Tell whether the card stands for a household, not for its village."""
        return bool(self.place_path != self.village_path)

    @property
    def ref(self) -> Ref:
        """Name this card in facts: by id, never by its code."""
        return Ref("qr_card", str(self.pk))


class Revision(models.Model):
    """The one mark that the database draws anew whenever a division changes; see :mod:`minqing.territory.guards`."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    mark = models.CharField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(name="territory_one_revision", condition=Q(id=1))]

    def __str__(self) -> str:
        return self.mark


class ShapeEdition(models.Model):
    """One file of boundaries and points by one loading, from one day on: whence it is, and how it may be used."""

    id = models.UUIDField(primary_key=True)
    valid_from = models.DateField()
    source = models.CharField(max_length=200)
    licence = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    objects: Any = models.Manager()


class Shape(models.Model):
    """
    The boundary or the point of one division by one edition, never changed: a later edition stands in its place.

    ``rings`` is JSON: of each ring its numbers in a row, millionths of a degree, each point as the step from the one
    before; empty of a point. ``x`` and ``y`` are the point itself, or one inside the boundary where a name has room.
    """

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(ShapeEdition, on_delete=models.PROTECT, related_name="shapes", db_index=False)
    path = PathField()
    rings = models.TextField(blank=True)
    x = models.IntegerField()
    y = models.IntegerField()

    objects: Any = models.Manager()

    class Meta:
        constraints = [
            path_ends_with_slash("territory_shape_path_closed", "path"),
            models.UniqueConstraint(fields=["edition", "path"], name="territory_shape_once_an_edition"),
        ]
