"""What may be done with other systems: names and titles."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.permissions import declare_permissions

MANAGE = "exchange.manage"

SHARE = "exchange.share"
ASSIGN = "exchange.assign"
IMPORT = "exchange.import"

declare_permissions(
    {
        MANAGE: _("Register other systems, issue and revoke their keys"),
        SHARE: _("Give other systems figures and facts, and withdraw them"),
        IMPORT: _("Take in lists of other hotlines"),
        ASSIGN: _("Say which unit answers for a data element"),
    }
)
