"""The tree above the matters, what belongs to one matter, and what became of earlier trees."""

from django.db import models
from django.db.models import Q

from minqing.kernel.plain import PlainRow

from .cases import Case
from .tables import Matter


class MatterClass(models.Model):
    """One class or subclass of matters by its code: 大类 or 中类 of the county's tree."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    above = models.CharField(max_length=40, blank=True, default="")
    order = models.PositiveSmallIntegerField(default=0)
    sounds = models.TextField(blank=True, default="")
    retired = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="matter_class_has_its_level",
                condition=Q(level=1, above="") | Q(level=2) & ~Q(above=""),
            )
        ]

    def __str__(self) -> str:
        return self.name


class MatterTerms(models.Model):
    """What one matter asks for and of whom: evidence at most once, and never of the grid where that is marked."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="terms")
    evidence = models.CharField(max_length=60, blank=True, default="")
    evidence_needed = models.BooleanField(default=False)
    evidence_why = models.CharField(max_length=200, blank=True, default="")
    not_of_grid = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="matter_evidence_says_why",
                condition=Q(evidence="", evidence_needed=False) | ~Q(evidence="") & ~Q(evidence_why=""),
            )
        ]

    def __str__(self) -> str:
        return self.evidence


class MatterDuty(models.Model):
    """One item of the duty list that one matter rests on, with the law or order it comes from."""

    id = models.UUIDField(primary_key=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="duties", db_index=False)
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    source = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "order"], name="matter_duty_once")]

    def __str__(self) -> str:
        return self.text


class MatterQuestion(models.Model):
    """One extra question that one matter asks at filing. ``choices`` are lines ``key=name``."""

    id = models.UUIDField(primary_key=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="asked", db_index=False)
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=80)
    datatype = models.CharField(max_length=16)
    required = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField()
    choices = models.TextField(blank=True, default="")
    help = models.CharField(max_length=200, blank=True, default="")
    retired = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "code"], name="matter_question_once")]

    def __str__(self) -> str:
        return self.label


class CaseAnswer(PlainRow):
    """What one request answers to one extra question of its matter: masked, with the question as it stood."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="extra_answers", db_index=False)
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=80)
    datatype = models.CharField(max_length=16)
    value = models.TextField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="case_answer_once")]

    def __str__(self) -> str:
        return self.text


class TreeVersion(models.Model):
    """One published tree of matters: when, by whom, how large, and what it changed against the one before."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    published_at = models.DateTimeField()
    by = models.CharField(max_length=60)
    by_label = models.CharField(max_length=120, blank=True, default="")
    classes = models.PositiveSmallIntegerField()
    subclasses = models.PositiveSmallIntegerField()
    matters = models.PositiveSmallIntegerField()
    added = models.PositiveSmallIntegerField()
    renamed = models.PositiveSmallIntegerField()
    moved = models.PositiveSmallIntegerField()
    retired = models.PositiveSmallIntegerField()
    changes = models.TextField()

    def __str__(self) -> str:
        return str(self.number)


class MatterSuccessor(models.Model):
    """One matter of an earlier tree and the one that follows it. What is closed keeps the earlier number."""

    before = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="successor")
    after = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    requests = models.PositiveIntegerField()
    rows = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="matter_follows_another", condition=~Q(before=models.F("after")))]

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"
