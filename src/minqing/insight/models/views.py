"""What readers keep: saved views, which are questions, with their issues; the tiles on a board."""

from typing import Any

from django.db import models

from minqing.kernel.fields import PathField, path_ends_with_slash


class SavedView(models.Model):
    """
    A question to the figures under a name. ``owner`` is a post; ``cadence`` how often it is written down.

    ``tried_at``: when that was last tried; ``failure``: why it could not be done then, in words, "" where it was.
    """

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=60)
    owner = models.CharField(max_length=40)
    org_path = PathField()
    shared = models.BooleanField(default=False)
    question = models.TextField()
    cadence = models.CharField(max_length=8, blank=True, default="")
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"], condition=models.Q(removed_at=None), name="insight_view_name_once"
            ),
            path_ends_with_slash("insight_view_org_path", "org_path"),
        ]
        indexes = [models.Index(fields=["org_path"], name="insight_view_of_unit")]


class ViewIssue(models.Model):
    """
    One day's issue of a saved view: the whole pivot as JSON, with the reach below which it was read. Append-only.

    ``digest`` is the SHA-256 that the fact of its writing names too.
    """

    id = models.BigAutoField(primary_key=True)
    view = models.UUIDField()
    day = models.DateField()
    org_path = PathField()
    place_path = PathField()
    known_at = models.BigIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["view", "day"], name="insight_issue_once"),
            path_ends_with_slash("insight_issue_org_path", "org_path"),
            path_ends_with_slash("insight_issue_place_path", "place_path"),
        ]


class Arrangement(models.Model):
    """The tiles on one reader's board by one post, in their order: keys of measures, with commas between."""

    owner = models.CharField(max_length=80, primary_key=True)
    keys = models.TextField()
    arranged_at = models.DateTimeField()

    objects: Any = models.Manager()
