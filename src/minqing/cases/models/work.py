"""What the office does with a request: demands, answers, lines of history, readings."""

from django.db import models

from minqing.kernel.plain import PlainRow

from .cases import Case


class Demand(PlainRow):
    """One thing a request asks for; every reply must answer it."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="demands", db_index=False)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="demand_number_once")]

    def __str__(self) -> str:
        return self.text


class Reply(PlainRow):
    """
    One answer of the unit to one request.

    ``digest`` stands for its letters when two answers are compared; ``as_is`` is why it was sent though it was
    doubted; ``agreed_by`` is the office that agreed where the unit says no.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="replies", db_index=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    unit_name = models.CharField(max_length=80)
    words = models.TextField()
    outcome = models.PositiveSmallIntegerField()
    not_now_until = models.DateField(null=True)
    digest = models.CharField(max_length=16, blank=True, default="")
    as_is = models.TextField(blank=True, default="")
    agreed_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["case", "at"], name="reply_order"),
            models.Index(fields=["digest"], name="reply_digest", condition=~models.Q(digest="")),
        ]

    def __str__(self) -> str:
        return self.words[:40]


class DemandAnswer(PlainRow):
    """What one reply answers to one demand."""

    id = models.BigAutoField(primary_key=True)
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="answers", db_index=False)
    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply", "demand"], name="demand_answered_once")]

    def __str__(self) -> str:
        return self.text[:40]


class Entry(PlainRow):
    """
    One line of history beside one fact: who it was in words, and the words that were said.

    ``audience`` says who may read the words: ``all`` (the resident too), ``office``, or ``secret`` for the few who
    oversee.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries", db_index=False)
    at = models.DateTimeField()
    fact_id = models.UUIDField()
    kind = models.CharField(max_length=60)
    who = models.CharField(max_length=120)
    unit = models.CharField(max_length=80, blank=True, default="")
    code = models.CharField(max_length=20, blank=True, default="")
    words = models.TextField(blank=True, default="")
    late = models.BooleanField(default=False)
    audience = models.CharField(max_length=8, default="all")

    class Meta:
        indexes = [models.Index(fields=["case", "at", "id"], name="entry_order")]

    def __str__(self) -> str:
        return self.kind


class Reading(PlainRow):
    """One post opened one request in one hour. Kept for ever and shown to the resident."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="readings", db_index=False)
    post = models.CharField(max_length=60)
    hour = models.DateTimeField()
    at = models.DateTimeField()
    post_title = models.CharField(max_length=120)
    unit_name = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "post", "hour"], name="reading_once_an_hour")]

    def __str__(self) -> str:
        return self.post
