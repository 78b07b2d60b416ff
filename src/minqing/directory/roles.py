"""Bundles of permissions that come with a kind of work. A role is given below one organisation and one place."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from . import permissions as own


@dataclass(frozen=True, slots=True)
class Role:
    """One kind of work: its title and what it needs."""

    title: Any
    permissions: tuple[str, ...]


_READS = ("cases.read", "cases.note")

ROLES: dict[str, Role] = {
    "intake": Role(
        _("Intake clerk"),
        (
            *_READS,
            "cases.file",
            "cases.accept",
            "cases.dispatch",
            "cases.bar",
            "cases.recategorise",
            "cases.withdraw",
            "cases.release",
            "vault.same_matter",
            "vault.ask_reveal",
        ),
    ),
    "dispatcher": Role(
        _("Dispatcher"),
        (
            *_READS,
            "cases.accept",
            "cases.dispatch",
            "cases.bar",
            "cases.recategorise",
            "cases.close",
            "cases.reopen",
            "cases.route",
        ),
    ),
    "handler": Role(_("Handler"), (*_READS, "cases.acknowledge", "cases.handle")),
    "unit_head": Role(
        _("Head of unit"),
        (
            *_READS,
            "cases.acknowledge",
            "cases.handle",
            "cases.call",
            "cases.oversee",
            "insight.read",
            "cases.cards",
            own.RECUSE,
        ),
    ),
    "verifier": Role(_("Verifier"), (*_READS, "cases.verify", "cases.close", "cases.visit", "cases.approve_refusal")),
    "overseer": Role(
        _("Overseer"),
        (
            *_READS,
            "cases.oversee",
            "insight.read",
            "cases.supervise",
            "cases.release",
            "cases.bar",
            "cases.approve_extension",
            "cases.approve_refusal",
            "cases.reopen",
            "cases.verify",
            "insight.publish",
            own.RECUSE,
        ),
    ),
    "grid_worker": Role(_("Grid worker"), ("cases.file", "cases.call", *_READS)),
    "counter": Role(_("Counter clerk"), ("cases.file", "cases.read")),
    "reveal_approver": Role(_("Approver of reveals"), ("vault.approve_reveal",)),
    "pressure_desk": Role(_("Desk against pressure"), ("cases.pressure",)),
    "duty_officer": Role(_("Duty officer"), (own.ALARM, "cases.read", "cases.accept", "cases.bar")),
    "it_admin": Role(
        _("System administrator"),
        (
            own.MANAGE,
            own.ACCOUNT,
            own.DUTY,
            "ledger.retry",
            "territory.manage",
            "territory.issue_cards",
            "exchange.manage",
            "insight.publish",
        ),
    ),
    "security_admin": Role(_("Security administrator"), (own.GRANT,)),
    "auditor": Role(_("Auditor"), (own.AUDIT, "ledger.read")),
    "branch_secretary": Role(_("Secretary of a party branch"), ("directory.branch",)),
    "leader": Role(_("Leader who reads figures"), ("insight.read",)),
    "data_keeper": Role(_("Keeper of shared data"), ("exchange.share", "exchange.assign", "insight.read")),
    "importer": Role(_("Importer of lists"), ("exchange.import", "cases.file", *_READS)),
    "archivist": Role(_("Archivist"), ("vault.hold", "vault.erase")),
    "rule_keeper": Role(_("Keeper of rules"), ("rulebook.manage", "cases.route", "cases.cards")),
}
