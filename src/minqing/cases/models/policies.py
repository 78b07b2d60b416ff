"""Policy cards: what holds, in plain words, from when to when, by whom and by which law."""

from django.db import models
from django.db.models import F, Q

from minqing.kernel.fields import PathField, path_ends_with_slash

STANDS = Q(state__in=["in_force", "expired"])


class PolicyCard(models.Model):
    """
    One version of one policy card; ``key`` is the card through all its versions, of which at most one stands.

    ``state`` is ``in_force``, ``expired`` (still the newest, shown to nobody), ``replaced`` or ``retired``.
    """

    id = models.UUIDField(primary_key=True)
    key = models.UUIDField()
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    words = models.TextField()
    matter = models.PositiveSmallIntegerField(default=0)
    keywords = models.CharField(max_length=300, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField()
    owner_path = PathField()
    owner_name = models.CharField(max_length=80)
    source = models.CharField(max_length=200)
    source_url = models.CharField(max_length=300, blank=True, default="")
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=60)
    state = models.CharField(max_length=10, default="in_force")
    warned = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="policy_card_version_once"),
            models.UniqueConstraint(fields=["key"], condition=STANDS, name="policy_card_one_stands"),
            models.CheckConstraint(name="policy_card_ends_after_start", condition=Q(valid_to__gte=F("valid_from"))),
            path_ends_with_slash("policy_card_owner_closed", "owner_path"),
        ]
        indexes = [models.Index(fields=["valid_to", "id"], name="policy_card_stands", condition=STANDS)]

    def __str__(self) -> str:
        return self.title
