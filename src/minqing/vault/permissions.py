"""Permissions of the vault: names and titles."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.permissions import declare_permissions

ASK = "vault.ask_reveal"
APPROVE = "vault.approve_reveal"
SAME_MATTER = "vault.same_matter"
HOLD = "vault.hold"
ERASE = "vault.erase"
ROTATE = "vault.rotate_keys"

declare_permissions(
    {
        ASK: _("Ask to see who wrote"),
        APPROVE: _("Decide whether somebody may see who wrote"),
        SAME_MATTER: _("Look for an earlier request of the same resident"),
        HOLD: _("Put contact details under a legal hold"),
        ERASE: _("Erase contact details before their time"),
        ROTATE: _("Change the vault's master key"),
    }
)
