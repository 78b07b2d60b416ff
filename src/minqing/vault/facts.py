"""What can happen in the vault. Subject is the case; nothing that was entrusted is in a fact."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount, code, declare, flag

from .codes import BASES, ERASURES, HOLDS, PURPOSES, numbers

_reveal = {"reveal": "the reveal's id"}
_why = {
    "purpose": code("d1", "what for", numbers(PURPOSES)),
    "basis": code("d2", "on which legal basis", numbers(BASES)),
}

declare(
    FactType("vault.relayed", _("Message passed on"), "A message reached the resident without showing the number."),
    FactType(
        "vault.reveal_requested",
        _("Contact asked for"),
        "Somebody asked to see who wrote.",
        columns=_why,
        payload=_reveal,
    ),
    FactType(
        "vault.reveal_approved",
        _("Contact approved"),
        "Another post allowed it until a moment.",
        columns={**_why, "hours": amount("how long it may be read", "hours")},
        payload=_reveal,
    ),
    FactType(
        "vault.reveal_seconded",
        _("First of two agreed"),
        "Where the case is about a unit, or sealed, two posts must allow it; this is the first, and opens nothing.",
        columns=_why,
        payload=_reveal,
    ),
    FactType(
        "vault.reveal_refused", _("Contact refused"), "Another post did not allow it.", columns=_why, payload=_reveal
    ),
    FactType("vault.revealed", _("Contact read"), "A post read who wrote.", columns=_why, payload=_reveal),
    FactType(
        "vault.photo_opened",
        _("Photo opened"),
        "A post opened a photo of a request about a child: another post had allowed it, or a life was in danger.",
        columns={"emergency": flag("d1", "opened by the duty because a life was in danger, without waiting")},
        payload={"reveal": "the reveal's id, empty in an emergency"},
    ),
    FactType(
        "vault.same_matter_asked",
        _("Earlier requests looked for"),
        "Intake looked for earlier requests of the same resident about the same matter.",
    ),
    FactType(
        "vault.held",
        _("Legal hold set"),
        "Contact details stay beyond their time.",
        columns={"ground": code("d1", "why", numbers(HOLDS))},
        payload={"until": "the last day of the hold"},
    ),
    FactType("vault.hold_ended", _("Legal hold ended"), "Contact details go at their time again."),
    FactType(
        "vault.erased",
        _("Contact erased"),
        "Keys, contact, original words and photos of a case were destroyed.",
        columns={
            "ground": code("d1", "why", numbers(ERASURES)),
            "items": amount("texts and photos destroyed", "items"),
        },
        payload={"backups_expire": "the day after which no backup holds them", "rule": "rule version of the clock"},
    ),
    FactType(
        "vault.keys_rotated",
        _("Master key changed"),
        "All keys were wrapped under a new master key.",
        columns={"version": code("d1", "version of the new master key"), "keys": amount("keys wrapped anew", "keys")},
    ),
)
