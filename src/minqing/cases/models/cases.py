"""A request, who has to do with it, and its masked words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Left
from django.db.models.lookups import Exact

from minqing.cases.paths import and_above
from minqing.cases.words import headline
from minqing.kernel.access import Actor, Grant, ScopedQuerySet, path_range
from minqing.kernel.fields import PathField, path_ends_with_slash
from minqing.kernel.plain import PlainRow
from minqing.kernel.ref import Ref

WIDE = 2
"""Paths of at most so many segments hold so much that walking the order of a list beats looking the path up."""


def below(column: str, prefix: str) -> Q:
    """
    Say "at or below this path": a range for a narrow path, a plain comparison for a wide one.

    Both say the same. With a range over a whole county a planner may fetch and sort every row of it; without, it
    walks the list's own index and stops after one page (measured at 1,000,000 requests: 2 s against 2 ms).
    """
    if not prefix.endswith("/") or prefix.count("/") > WIDE:
        return path_range(column, prefix)
    return Q(Exact(Left(column, len(prefix)), Value(prefix)))


OPEN = Q(stage__gt=0)
STANDING = Q(paused_at__isnull=False)
RUNNING = Q(paused_at__isnull=True, answered_at__isnull=True)
LEFT = Q(stage=0)
SAID = Q(kind__isnull=False)


class CaseQuerySet(ScopedQuerySet):
    """
    Requests within reach.

    Reach is the place of the request, together with the path of any party: intake, lead, co-handlers, verifiers. The
    paths of intake and lead stand on the request itself as well, so that the usual question needs no second table.
    Whoever works at or below a barred path sees nothing, whatever else is granted.
    """

    def scope(self, grant: Grant) -> Q:
        """Say one grant's reach: below its place, and below its organisation by any party."""
        others = CaseParty.objects.filter(path_range("org_path", grant.org_path), case=OuterRef("pk"), barred=False)
        org = below("intake_path", grant.org_path) | below("lead_path", grant.org_path) | Q(Exists(others))
        return below("place_path", grant.place_path) & org

    def within(self, actor: Actor, permission: str) -> Self:
        """Keep what the actor holds the permission on, without what she is barred or has stepped back from."""
        return super().within(actor, permission).unbarred(actor)

    def unbarred(self, actor: Actor) -> Self:
        """Leave out what is about the actor's own unit or one above it, and what she has stepped back from."""
        return self.filter(not_barred(actor))


def not_barred(actor: Actor, case: str = "") -> Q:
    """
    Say that a request is not about the actor's own unit or one above it, and that she has not stepped back from it.

    :param case: what leads from the rows to the request, e.g. ``case__``; the same row is asked, never a list of all.
    """
    barred = CaseParty.objects.filter(org_path__in=and_above(actor.org_path), case=OuterRef(f"{case}pk"), barred=True)
    free = Q(**{f"{case}has_barred": False}) | ~Q(Exists(barred))
    return free & ~Q(**{f"{case}uuid__in": _stepped_back(actor)})


def touching(paths: Iterable[str], *, left: bool = False) -> "models.QuerySet[Any, int]":
    """
    Return keys of what is open, or has left, with a party at or below one of some narrow paths; some come twice.

    Says less than ``within()`` and never replaces it; it only spares a short list the walk through a long one.
    """
    parties = CaseParty.objects.filter(open__in=[not left], barred=False).order_by().values_list("case", flat=True)
    ways = [parties.filter(path_range("org_path", path)) for path in paths]
    return ways[0].union(*ways[1:], all=True) if ways else parties.none()


def _stepped_back(actor: Actor) -> list[str]:
    refs = (Ref.parse(text) for text in actor.recused)
    return [ref.id for ref in refs if ref.kind == "case"]


class Case(PlainRow):
    """One request by one resident about one place. Its words are masked; contact and originals lie in the vault."""

    serial = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(unique=True)
    year = models.PositiveSmallIntegerField()
    receipt_hash = models.CharField(max_length=64, unique=True)

    state = models.CharField(max_length=12, default="registered")
    stage = models.PositiveSmallIntegerField()
    turn = models.PositiveSmallIntegerField(default=0)
    channel = models.PositiveSmallIntegerField()
    on_behalf = models.BooleanField(default=False)
    may_call = models.BooleanField(default=False)
    matter = models.PositiveSmallIntegerField(default=0)
    matter_by = models.CharField(max_length=60, blank=True, default="")
    kind = models.PositiveSmallIntegerField(null=True)
    kind_by = models.CharField(max_length=60, null=True)  # noqa: DJ001 an empty column spares the table a rebuild
    danger = models.CharField(max_length=12, blank=True, default="")

    title = models.CharField(max_length=60)
    where_text = models.CharField(max_length=300, blank=True, default="")
    place_path = PathField()
    place_name = models.CharField(max_length=120)

    intake_path = PathField()
    lead_path = PathField(blank=True, default="")
    lead_name = models.CharField(max_length=80, blank=True, default="")
    stage_path = PathField()
    holder = models.CharField(max_length=60, blank=True, default="")
    holder_label = models.CharField(max_length=120, blank=True, default="")
    has_barred = models.BooleanField(default=False)
    routing_row = models.UUIDField(null=True)
    routing_why = models.CharField(max_length=20, blank=True, default="")

    registered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    due_start = models.DateTimeField()
    due_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    due_rule = models.CharField(max_length=60)
    due_extra = models.PositiveSmallIntegerField(default=0)
    new_due_at = models.DateTimeField(null=True)
    due_provisional = models.BooleanField(default=False)
    due_counted = models.BooleanField(default=False)
    overdue = models.BooleanField(default=False)

    stage_at = models.DateTimeField()
    stage_due_at = models.DateTimeField()
    stage_rule = models.CharField(max_length=60)
    stage_provisional = models.BooleanField(default=False)
    reminded = models.PositiveSmallIntegerField(default=0)
    burns_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)

    dispatch_round = models.PositiveSmallIntegerField(default=0)
    dispatched_at = models.DateTimeField(null=True)
    needs_ruling = models.BooleanField(default=False)
    ruled = models.BooleanField(default=False)
    bounce = models.PositiveSmallIntegerField(default=0)
    rework_round = models.PositiveSmallIntegerField(default=0)
    reopen_round = models.PositiveSmallIntegerField(default=0)
    supervise_round = models.PositiveSmallIntegerField(default=0)
    supervised = models.BooleanField(default=False)
    contacted = models.BooleanField(default=False)
    asked_parts = models.PositiveSmallIntegerField(null=True)

    outcome = models.PositiveSmallIntegerField(null=True)
    decline_reason = models.PositiveSmallIntegerField(null=True)
    not_now_until = models.DateField(null=True)
    same_as = models.CharField(max_length=16, blank=True, default="")
    leads = models.BooleanField(null=True)
    solved = models.PositiveSmallIntegerField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            path_ends_with_slash("case_place_closed", "place_path"),
            path_ends_with_slash("case_intake_closed", "intake_path"),
            models.CheckConstraint(
                name="case_stage_fits_state",
                condition=Q(stage=0, state__in=["closed", "declined", "diverted", "withdrawn"])
                | Q(stage__gt=0) & ~Q(state__in=["closed", "declined", "diverted", "withdrawn"]),
            ),
            models.CheckConstraint(name="case_turn_fits_stage", condition=Q(turn=(F("stage") + 1) / 2)),
            models.CheckConstraint(
                name="case_left_has_moment",
                condition=Q(stage=0, left_at__isnull=False) | Q(stage__gt=0, left_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["burns_at", "serial"], name="case_open_burns", condition=OPEN),
            models.Index(fields=["lead_path", "burns_at", "serial"], name="case_open_lead", condition=OPEN),
            models.Index(fields=["place_path", "burns_at", "serial"], name="case_open_place", condition=OPEN),
            models.Index(fields=["holder", "burns_at", "serial"], name="case_open_holder", condition=OPEN),
            models.Index(fields=["turn", "burns_at", "serial"], name="case_open_turn", condition=OPEN),
            models.Index(fields=["matter", "burns_at", "serial"], name="case_open_matter", condition=OPEN),
            models.Index(fields=["supervised", "burns_at", "serial"], name="case_open_supervised", condition=OPEN),
            models.Index(fields=["kind", "burns_at", "serial"], name="case_open_kind", condition=OPEN & SAID),
            models.Index(fields=["burns_at", "serial"], name="case_open_danger", condition=OPEN & ~Q(danger="")),
            models.Index(fields=["-left_at", "-serial"], name="case_left_newest", condition=LEFT),
            models.Index(
                fields=["-serial"], name="case_no_row", condition=Q(routing_why__in=["barred", "closed", "default"])
            ),
            models.Index(fields=["overdue", "burns_at", "serial"], name="case_open_overdue", condition=OPEN),
            models.Index(fields=["due_at", "serial"], name="case_open_running", condition=OPEN & RUNNING),
            models.Index(fields=["paused_at", "serial"], name="case_open_paused", condition=OPEN & STANDING),
            models.Index(fields=["burns_at", "serial"], name="case_open_bounced", condition=OPEN & Q(bounce__gt=0)),
            models.Index(fields=["-left_at", "-serial"], name="case_left_not_solved", condition=LEFT & Q(solved=3)),
            models.Index(fields=["lead_path", "-left_at", "-serial"], name="case_left_lead", condition=LEFT),
            models.Index(fields=["place_path", "-left_at", "-serial"], name="case_left_place", condition=LEFT),
            models.Index(
                fields=["due_at"], name="case_due_uncounted", condition=Q(due_counted=False) & ~Q(state="registered")
            ),
            models.Index(fields=["stage_due_at"], name="case_stage_due", condition=OPEN),
            models.Index(fields=["serial"], name="case_provisional", condition=OPEN & Q(due_provisional=True)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The public number, e.g. ``2026-000417``."""
        return f"{self.year}-{self.serial:06d}"

    @property
    def headline(self) -> str:
        """The first words of what is masked, as lists show them."""
        return headline(self.title)

    @property
    def ref(self) -> Ref:
        """The reference that facts carry."""
        return Ref("case", str(self.uuid))

    @property
    def receipt_ref(self) -> Ref:
        """The reference of whoever holds the receipt, as the actor of a resident's own facts."""
        return Ref("receipt", str(self.uuid))

    @property
    def unit_path(self) -> str:
        """Who answers for the request: the lead unit, or intake while there is none."""
        return self.lead_path or self.intake_path

    @property
    def awaited_at(self) -> datetime:
        """The moment the resident waits for: the new one where the promise was broken and a new day given."""
        return self.new_due_at or self.due_at

    @property
    def is_open(self) -> bool:
        """Tell whether the request still waits for the office."""
        return self.stage > 0

    def is_late(self, at: datetime) -> bool:
        """Tell whether the promise is broken at this moment: passed by the clock, and no answer stood by then."""
        return (self.answered_at or self.paused_at or at) > self.due_at


class CaseParty(PlainRow):
    """
    One unit that has to do with one request, or is barred from it because the request is about it.

    Whether the request is open stands here too: a unit looks up its few open ones without reading all that ever were.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties", db_index=False)
    org_path = PathField()
    place_path = PathField()
    role = models.CharField(max_length=8)
    name = models.CharField(max_length=80, blank=True, default="")
    barred = models.BooleanField(default=False)
    open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "org_path", "role"], name="case_party_once"),
            path_ends_with_slash("case_party_org_closed", "org_path"),
            path_ends_with_slash("case_party_place_closed", "place_path"),
        ]
        indexes = [
            models.Index(fields=["open", "org_path", "case"], name="case_party_reach", condition=Q(barred=False)),
            models.Index(fields=["org_path", "case"], name="case_party_barred", condition=Q(barred=True)),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.org_path}"


class CaseText(PlainRow):
    """Masked words of the resident: the request itself, or words she added."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="texts", db_index=False)
    at = models.DateTimeField()
    added = models.BooleanField(default=False)
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="case_text_order")]

    def __str__(self) -> str:
        return self.text[:40]


class Hand(PlainRow):
    """A person who handled a request in a post of a unit; she, her post and her unit may not verify it."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hands", db_index=False)
    person = models.CharField(max_length=60, blank=True, default="")
    post = models.CharField(max_length=60)
    org_path = PathField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "post", "person"], name="case_hand_once")]

    def __str__(self) -> str:
        return self.post
