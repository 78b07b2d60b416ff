"""Permissions of what is derived: names and titles."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.permissions import declare_permissions

READ, PUBLISH = "insight.read", "insight.publish"

declare_permissions({READ: _("See the one screen"), PUBLISH: _("Publish the county's own measures")})
