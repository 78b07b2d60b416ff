"""The one permission of dual reporting."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.permissions import declare_permissions

BRANCH = "directory.branch"

declare_permissions({BRANCH: _("Hand out the slips of one's own party branch")})
