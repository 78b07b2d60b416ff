"""Lists of other hotlines: saved mappings, runs, and which of their lines came in as which request."""

from django.db import models
from django.db.models import Q

from minqing.kernel.fields import PathField, path_ends_with_slash
from minqing.kernel.ref import Ref

WORKING = ("reading", "checking", "running")


class ImportMapping(models.Model):
    """One way of reading one hotline's list: which of its columns is which of ours, and what its words mean here."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=60, unique=True)
    source = models.CharField(max_length=40)
    post = models.CharField(max_length=60)
    org_path = PathField()
    place_path = PathField()
    changed_at = models.DateTimeField()
    body = models.TextField()

    class Meta:
        constraints = [
            path_ends_with_slash("import_mapping_org_closed", "org_path"),
            path_ends_with_slash("import_mapping_place_closed", "place_path"),
        ]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One file of one hotline on its way in: read, mapped, checked, taken in; then destroyed."""

    id = models.UUIDField(primary_key=True)
    source = models.CharField(max_length=40)
    mapping_name = models.CharField(max_length=60, blank=True, default="")
    file_name = models.CharField(max_length=120)
    state = models.CharField(max_length=10, default="reading")
    goes_on = models.BooleanField(default=False)
    post = models.CharField(max_length=60)
    org_path = PathField()
    place_path = PathField()
    came_at = models.DateTimeField()
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    box = models.UUIDField()
    wrapped = models.BinaryField()
    master_version = models.PositiveIntegerField()

    head = models.TextField(blank=True, default="")
    body = models.TextField(blank=True, default="")
    unknown = models.TextField(blank=True, default="")
    reasons = models.TextField(blank=True, default="")
    failure = models.CharField(max_length=300, blank=True, default="")

    lines = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    open_there = models.PositiveIntegerField(default=0)
    again = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            path_ends_with_slash("import_run_org_closed", "org_path"),
            path_ends_with_slash("import_run_place_closed", "place_path"),
        ]
        indexes = [
            models.Index(fields=["-came_at", "-id"], name="import_run_newest"),
            models.Index(fields=["came_at"], name="import_run_working", condition=Q(state__in=WORKING)),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.file_name}"

    @property
    def ref(self) -> Ref:
        """The reference that facts carry."""
        return Ref("import", str(self.pk))


class ImportedLine(models.Model):
    """One line of one hotline's list, by that hotline's own number, and the request that it became here."""

    id = models.BigAutoField(primary_key=True)
    source = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    case_number = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    last_run = models.UUIDField()
    moved = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="imported_line_once")]
        indexes = [models.Index(fields=["last_run", "id"], name="imported_line_moved", condition=Q(moved=True))]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"
