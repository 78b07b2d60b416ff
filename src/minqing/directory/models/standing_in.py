"""Who stands in for a post while somebody is away."""

from django.db import models
from django.db.models import F, Q

from .organisations import Post


class StandIn(models.Model):
    """One post stands in for another for some days; it sees the other's work list beside its own."""

    id = models.UUIDField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="stand_ins")
    post_ref = models.CharField(max_length=60)
    by_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="stands_in_for", db_index=False)
    by_ref = models.CharField(max_length=60)
    from_on = models.DateField()
    until_on = models.DateField()
    named_at = models.DateTimeField()
    named_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="stand_in_ends_after_it_begins", condition=Q(until_on__gte=F("from_on"))),
            models.CheckConstraint(name="stand_in_is_another_post", condition=~Q(post=F("by_post"))),
        ]
        indexes = [
            models.Index(fields=["by_ref", "until_on"], name="stand_in_of", condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} {self.until_on}"
