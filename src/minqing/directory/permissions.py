"""Permissions of the directory: names and titles. No post may hold more than one of the three keys."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.permissions import declare_permissions

MANAGE = "directory.manage"
ACCOUNT = "directory.account"
GRANT = "directory.grant"
AUDIT = "directory.audit"
DUTY = "directory.duty"
ALARM = "directory.alarm"
RECUSE = "directory.recuse"

declare_permissions(
    {
        MANAGE: _("Open and close units and posts, seat people, name contacts"),
        ACCOUNT: _("Open accounts and reset passwords"),
        GRANT: _("Give and withdraw permissions"),
        AUDIT: _("Read who may do what and what was done"),
        DUTY: _("Set the duty line"),
        ALARM: _("Take up alarms"),
        RECUSE: _("Take a post off a matter"),
    }
)

SEE_GRANTS = (MANAGE, GRANT, ACCOUNT, AUDIT, DUTY)
"""Whoever holds one of these somewhere may read what any post may do."""

THREE_KEYS: dict[str, frozenset[str]] = {
    "administration": frozenset({MANAGE, ACCOUNT}),
    "security": frozenset({GRANT}),
    "audit": frozenset({AUDIT}),
}
"""三员分立: whoever makes accounts does not give rights, and neither of them audits."""
