"""What requests have to do with each other."""

from django.db import models
from django.db.models import Q

from minqing.kernel.plain import PlainRow

from .cases import Case


class CaseLink(PlainRow):
    """
    One request, what it has to do with another one, and for how long.

    ``kind`` is a :class:`~minqing.cases.codes.Tie`. Ended links stay: that two were one for a while is never undone.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.PositiveSmallIntegerField()
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="ties", db_index=False)
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tied", db_index=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(kind__lte=2, ended_at__isnull=True), name="case_one_above"
            ),
            models.UniqueConstraint(
                fields=["case", "other"], condition=Q(ended_at__isnull=True), name="case_tied_once"
            ),
            models.CheckConstraint(name="case_not_tied_to_itself", condition=~Q(case=models.F("other"))),
        ]
        indexes = [models.Index(fields=["other", "kind"], name="case_tied", condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.other_id}"
