"""What only the resident says: answers to questions, ratings, pressure."""

from django.db import models
from django.db.models import Q

from minqing.kernel.fields import PathField
from minqing.kernel.plain import PlainRow

from .cases import Case


class Question(PlainRow):
    """One question to the resident of one request."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="questions")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=60)
    question = models.TextField()
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(answered_at__isnull=True), name="question_one_open")
        ]

    def __str__(self) -> str:
        return self.question[:40]


class Rating(PlainRow):
    """One asking of one resident for her own answer, by a link that is stored hashed and runs out."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="ratings", db_index=False)
    round = models.PositiveSmallIntegerField()
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    lapsed = models.BooleanField(default=False)
    given_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    changeable_until = models.DateTimeField(null=True)
    contacted = models.BooleanField(null=True)
    solved = models.PositiveSmallIntegerField(null=True)
    satisfied = models.BooleanField(null=True)
    comment = models.TextField(blank=True, default="")
    fact_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="rating_once_a_round"),
            models.CheckConstraint(
                name="rating_given_whole",
                condition=Q(given_at__isnull=True, solved__isnull=True)
                | Q(
                    given_at__isnull=False,
                    solved__isnull=False,
                    contacted__isnull=False,
                    satisfied__isnull=False,
                    changeable_until__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], name="rating_lapses", condition=Q(lapsed=False, given_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.solved}"


class PressureReport(PlainRow):
    """A resident says that she was put under pressure; only the office outside the chain reads it."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pressure_reports")
    reported_at = models.DateTimeField()
    words = models.TextField()
    office_path = PathField()
    unit_path = PathField()
    unit_name = models.CharField(max_length=80, blank=True, default="")
    due_at = models.DateTimeField()
    taken_up_at = models.DateTimeField(null=True)
    taken_up_by = models.CharField(max_length=60, blank=True, default="")
    late = models.BooleanField(default=False)
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["office_path", "reported_at"], name="pressure_office")]

    def __str__(self) -> str:
        return f"{self.reported_at}"
