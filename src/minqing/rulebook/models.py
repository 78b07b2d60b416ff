"""Tables of the rulebook."""

from django.db import models


class Rule(models.Model):
    """One version of one rule in one jurisdiction, from one day on. Written once and never changed."""

    rule_id = models.CharField(max_length=20)
    jurisdiction = models.CharField(max_length=6, blank=True)
    value = models.PositiveIntegerField()
    unit = models.CharField(max_length=12)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    trigger = models.CharField(max_length=60, blank=True)
    effect = models.CharField(max_length=200, blank=True)
    source_title = models.CharField(max_length=120, blank=True)
    article = models.CharField(max_length=60, blank=True)
    provenance = models.CharField(max_length=1)
    certain = models.BooleanField(default=False)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    set_by = models.CharField(max_length=120)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rulebook_rule_ends_after_it_begins",
                condition=models.Q(effective_to=None) | models.Q(effective_to__gt=models.F("effective_from")),
            ),
        ]
        indexes = [models.Index(fields=["rule_id", "jurisdiction", "effective_from"], name="rulebook_rule_in_force")]


class RuleConfirmation(models.Model):
    """One version that the county has confirmed, by one post."""

    rule = models.OneToOneField(Rule, on_delete=models.PROTECT, related_name="confirmation")
    confirmed_by = models.CharField(max_length=120)
    confirmed_at = models.DateTimeField()


class CalendarDay(models.Model):
    """One day that does not follow the week."""

    NOTICE, COUNTY = "notice", "county"

    day = models.DateField(primary_key=True)
    working = models.BooleanField()
    name = models.CharField(max_length=60)
    notice = models.CharField(max_length=60, blank=True)
    source_url = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=8, default=NOTICE)


class CalendarDayBefore(models.Model):
    """What a day was held to be before it was changed; promises given until then are counted by it. Append-only."""

    day = models.DateField()
    working = models.BooleanField(null=True)
    name = models.CharField(max_length=60, blank=True)
    until = models.DateTimeField()


class CalendarYear(models.Model):
    """One year whose holiday table is complete."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    published_at = models.DateTimeField()


class CalendarRevision(models.Model):
    """The one mark that changes whenever calendar or rules do, so that readers may keep both in memory."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    mark = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(name="rulebook_one_revision", condition=models.Q(id=1))]
