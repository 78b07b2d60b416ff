"""Permissions of the rulebook: names and titles."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.permissions import declare_permissions

MANAGE = "rulebook.manage"

declare_permissions({MANAGE: _("Set rules and the working-day calendar")})
