"""Permissions of what is derived: names and titles."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.permissions import declare_permissions

READ = "insight.read"

declare_permissions({READ: _("See the one screen")})
