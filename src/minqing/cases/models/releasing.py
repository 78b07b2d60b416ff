"""What of a request everybody may read: words written for it, never the resident's."""

from django.db import models
from django.db.models import Q

from minqing.kernel.fields import PathField, path_ends_with_slash
from minqing.kernel.plain import PlainRow

from .cases import Case

STANDS = Q(withdrawn_at__isnull=True)


class Release(PlainRow):
    """
    One release of one request to the public, in words of its own.

    ``place_path`` is what is told of the place: its village, or its township where a village has few requests.
    ``asked_at`` is the request's own, kept here so that the public list walks one index.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="releases", db_index=False)
    words = models.TextField()
    answer = models.TextField(blank=True, default="")
    place_path = PathField()
    asked_at = models.DateTimeField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=STANDS, name="release_once_in_force"),
            path_ends_with_slash("release_place_closed", "place_path"),
            models.CheckConstraint(name="release_has_words", condition=~Q(words="")),
        ]
        indexes = [
            models.Index(fields=["case"], name="release_of_case"),
            models.Index(fields=["-asked_at", "-id"], name="release_newest", condition=STANDS),
            models.Index(fields=["place_path", "-asked_at", "-id"], name="release_of_place", condition=STANDS),
        ]

    def __str__(self) -> str:
        return self.words[:40]
