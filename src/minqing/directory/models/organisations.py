"""Units as a tree, the people who work in them, and the posts they hold."""

import uuid

from django.db import models
from django.db.models import F, Q

from minqing.kernel.access import ScopedQuerySet
from minqing.kernel.fields import PathField, path_ends_with_slash
from minqing.kernel.ref import Ref


class Organisation(models.Model):
    """One unit, named by a path of immutable keys such as ``139901/water/``; its name may change, its path never."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children", db_index=False)
    key = models.CharField(max_length=40)
    path = PathField(unique=True)
    name = models.CharField(max_length=80)
    sounds = models.TextField(null=True)  # noqa: DJ001 - what was there before has none yet
    kind = models.CharField(max_length=20)
    place_path = PathField()
    phone = models.CharField(max_length=30, blank=True, default="")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class OrganisationQuerySet(ScopedQuerySet):
        """Units within reach: their own path is the organisation path."""

        org_field = "path"

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            path_ends_with_slash("organisation_path_closed", "path"),
            path_ends_with_slash("organisation_place_closed", "place_path"),
            models.UniqueConstraint(fields=["parent", "key"], name="organisation_key_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """The reference that facts carry."""
        return Ref("organisation", str(self.id))


class Person(models.Model):
    """One member of staff by name. Residents are never stored here or anywhere else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40)
    registered_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """The reference that facts carry as data; never as their actor."""
        return Ref("person", str(self.id))


class Post(models.Model):
    """One chair in one unit, with at most one person in it; grants, notices and facts belong to the chair."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=60)
    place_path = PathField()
    work_phone = models.CharField(max_length=30, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class PostQuerySet(ScopedQuerySet):
        """Posts within reach: the path of their unit counts."""

        org_field = "organisation__path"

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            path_ends_with_slash("post_place_closed", "place_path"),
            models.CheckConstraint(
                name="post_closed_after_opened",
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """The reference that facts carry as their actor."""
        return Ref("post", str(self.id))
