"""Models that suggest a matter: each a version, with how well it does and what it has learnt."""

from django.db import models
from django.db.models import Q


class SuggestionModel(models.Model):
    """
    One model that suggests matters from words, or the order for one.

    It goes from ``asked`` to ``ready``, or to ``refused`` with the sentence that says why. How well it does was found
    by five parts, each told by a model of the other four: counts of texts, and the F1 in ten-thousandths.
    """

    version = models.PositiveIntegerField(primary_key=True)
    state = models.CharField(max_length=8, default="asked")
    origin = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    made_by_label = models.CharField(max_length=120, blank=True, default="")
    done = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=300, blank=True, default="")
    texts = models.PositiveIntegerField(default=0)
    labels = models.PositiveIntegerField(default=0)
    top1 = models.PositiveIntegerField(default=0)
    top3 = models.PositiveIntegerField(default=0)
    macro_f1 = models.PositiveSmallIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True, default="")
    packed = models.BinaryField(null=True)
    chosen = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chosen"], condition=Q(chosen=True), name="suggestion_one_chosen"),
            models.UniqueConstraint(fields=["state"], condition=Q(state="asked"), name="suggestion_one_asked"),
            models.CheckConstraint(name="suggestion_chosen_is_ready", condition=Q(chosen=False) | Q(state="ready")),
        ]

    def __str__(self) -> str:
        return str(self.version)
