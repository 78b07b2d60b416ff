"""Tables of the ledger. No foreign keys upward, no persons: only references, codes and paths as they stood."""

from datetime import date
from typing import Any, NoReturn

from django.db import models
from django.db.models.functions import Now

from minqing.kernel.fields import PathField, path_ends_with_slash


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Refuses in Python what the database refuses anyway, with a clearer word."""

    def update(self, **_: Any) -> NoReturn:
        raise TypeError("facts are never changed; record a reversal and a new fact")

    def delete(self) -> NoReturn:
        raise TypeError("facts are never deleted; record a reversal")


COUNTED = ["kind", "happened_on", "org_path", "place_path", "d1", "d2", "d3", "d4", "qty", "reverses"]
"""Everything that a measure asks of a fact, so that counting a million of them reads an index and no row."""


class Fact(models.Model):
    """One thing that happened, by one actor about one subject, below one organisation and one place."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    actor = models.CharField(max_length=120)
    happened_at = models.DateTimeField()
    happened_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())
    org_path = PathField()
    place_path = PathField()
    qty = models.BigIntegerField(null=True)
    d1 = models.SmallIntegerField(null=True)
    d2 = models.SmallIntegerField(null=True)
    d3 = models.SmallIntegerField(null=True)
    d4 = models.SmallIntegerField(null=True)
    reverses = models.UUIDField(null=True, unique=True)
    origin = models.CharField(max_length=120, blank=True)
    backfilled = models.BooleanField(default=False)
    payload = models.TextField(default="{}")

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        constraints = [
            path_ends_with_slash("ledger_fact_org_path", "org_path"),
            path_ends_with_slash("ledger_fact_place_path", "place_path"),
        ]
        indexes = [
            models.Index(fields=["subject", "happened_at"], name="ledger_fact_subject"),
            models.Index(fields=COUNTED, name="ledger_fact_counted"),
        ]


class PendingFact(models.Model):
    """A fact that has no position yet, with the transaction that wrote it (0 on SQLite, where writers queue)."""

    id = models.BigAutoField(primary_key=True)
    fact_id = models.UUIDField(unique=True)
    xid = models.BigIntegerField(default=0)

    class Meta:
        db_table = "ledger_pending"


class Position(models.Model):
    """The place of one fact in the one order of all facts, and the hash of its leaf."""

    position = models.BigIntegerField(primary_key=True)
    fact_id = models.UUIDField(unique=True)
    leaf = models.BinaryField(max_length=32)

    objects = AppendOnlyQuerySet.as_manager()


class Settling(models.Model):
    """When this position was the last: one row for each batch of facts that got theirs."""

    position = models.BigIntegerField(primary_key=True)
    settled_at = models.DateTimeField(db_default=Now())

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["settled_at"], name="ledger_settling_at")]


class Seal(models.Model):
    """The root over every fact up to a position, made once a day."""

    number = models.BigIntegerField(primary_key=True)
    day = models.DateField(unique=True)
    through = models.BigIntegerField()
    root = models.CharField(max_length=64)
    frontier = models.TextField()
    sealed_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()


class TreeBlock(models.Model):
    """The root over 1,024 leaves in a row, so that a proof need not read them: derived, and checked when it is used."""

    number = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)


class SourceKey(models.Model):
    """Which fact one key of an outside source led to, so that a second delivery finds the first."""

    id = models.BigAutoField(primary_key=True)
    source = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    fact_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="ledger_source_key")]


class Delivery(models.Model):
    """One notice or reaction owed because of one fact; sent at least once."""

    OWED, DONE, DEAD = "owed", "done", "dead"

    id = models.BigAutoField(primary_key=True)
    fact_id = models.UUIDField()
    recipe = models.CharField(max_length=60)
    urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=8, default=OWED)
    attempts = models.PositiveSmallIntegerField(default=0)
    owed_since = models.DateTimeField()
    not_before = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact_id", "recipe"], name="ledger_delivery_once")]
        indexes = [
            models.Index(
                fields=["-urgent", "not_before", "id"], name="ledger_delivery_due", condition=models.Q(state="owed")
            ),
            models.Index(fields=["-id"], name="ledger_delivery_dead", condition=models.Q(state="dead")),
        ]


class Job(models.Model):
    """When one piece of periodic work last ran, and who is at it."""

    name = models.CharField(max_length=60, primary_key=True)
    ran_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    last_error = models.CharField(max_length=500, blank=True)


class Line(models.Model):
    """
    What a term of a measure counts, by its key; see ``rolls.lines``. ``claimed_at``: somebody builds it.

    ``calendar`` is the edition of the working days by which it is counted; empty where none matter.
    """

    id = models.AutoField(primary_key=True)
    key = models.CharField(max_length=200, unique=True)
    ready = models.BooleanField(default=False)
    calendar = models.CharField(max_length=64, default="", blank=True)
    claimed_at = models.DateTimeField(null=True)


class Node(models.Model):
    """One organisation or one place as facts name it, and everything below it."""

    ORG, PLACE = 0, 1

    id = models.AutoField(primary_key=True)
    tree = models.SmallIntegerField()
    path = PathField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tree", "path"], name="ledger_node_path")]


class Cell(models.Model):
    """So many facts of one line in one period at or below one node, net of reversals, and the sum of their amounts."""

    pk = models.CompositePrimaryKey("line", "period", "node")
    line = models.IntegerField()
    period = models.IntegerField()
    node = models.IntegerField()
    facts = models.BigIntegerField()
    amount = models.BigIntegerField()


class Presence(models.Model):
    """
    So many facts of one line in one month or year, or ever, of one subject or actor at or below one node.

    Net of reversals; a row may say 0. What is above 0 is counted once in the cell.
    """

    pk = models.CompositePrimaryKey("line", "period", "node", "entity")
    line = models.IntegerField()
    period = models.IntegerField()
    node = models.IntegerField()
    entity = models.CharField(max_length=120)
    facts = models.IntegerField()


class KeptStock(models.Model):
    """A stock of which it is kept what remains, by the hash of its terms, and up to which position."""

    id = models.AutoField(primary_key=True)
    key = models.CharField(max_length=64, unique=True)
    through = models.BigIntegerField()


class Remaining(models.Model):
    """So many of a stock remain of one subject, at one place and, of a stock of units, at one unit; never 0."""

    pk = models.CompositePrimaryKey("stock", "subject", "org_path", "place_path")
    stock = models.IntegerField()
    subject = models.CharField(max_length=120)
    org_path = PathField()
    place_path = PathField()
    n = models.IntegerField()


class Folded(models.Model):
    """How far cells are folded. One row. ``edition`` changes whenever cells change otherwise than by folding."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    through = models.BigIntegerField(default=0)
    edition = models.BigIntegerField(default=0)
    last_day = models.DateField(null=True)
    days_from = models.DateField(default=date(1970, 1, 1))
    folded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="ledger_folded_once")]
