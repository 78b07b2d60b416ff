"""Who follows a released request: a receipt and nothing else."""

from django.db import models

from .cases import Case


class Follow(models.Model):
    """One receipt that shows what everybody may read of one request. Of whoever holds it nothing is kept."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="follows")
    receipt_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.case_id} {self.at}"
