"""Return visits: a sample drawn by a published seed, and what residents said when the hotline's own post called."""

from django.db import models
from django.db.models import Q

from minqing.kernel.plain import PlainRow

from .cases import Case


class VisitDraw(PlainRow):
    """
    One month's draw. ``seed`` is the root of the seal of the month's last day, which nobody could know before.

    ``values`` are the drawing values of all that was closed, in order, one a line: the first ``size`` are the sample.
    """

    id = models.UUIDField(primary_key=True)
    month = models.DateField(unique=True)
    seal_number = models.PositiveIntegerField()
    seed = models.CharField(max_length=64)
    population = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    values = models.TextField()
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.month}"


class ReturnVisit(PlainRow):
    """One drawn request whose resident is to be asked, by the hotline's own post, what became of it."""

    id = models.UUIDField(primary_key=True)
    draw = models.ForeignKey(VisitDraw, on_delete=models.PROTECT, related_name="visits", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="visits")
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    said_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=60, blank=True, default="")
    contacted = models.BooleanField(null=True)
    solved = models.PositiveSmallIntegerField(null=True)
    satisfied = models.BooleanField(null=True)
    words = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "case"], name="visit_once_a_draw"),
            models.CheckConstraint(
                name="visit_said_whole",
                condition=Q(said_at__isnull=True, solved__isnull=True)
                | Q(said_at__isnull=False, solved__isnull=False, contacted__isnull=False, satisfied__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["draw", "id"], name="visit_to_make", condition=Q(said_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.tries}"
