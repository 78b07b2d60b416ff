"""Permissions of the territory: names and titles."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.permissions import declare_permissions

MANAGE = "territory.manage"
ISSUE_CARDS = "territory.issue_cards"

declare_permissions(
    {
        MANAGE: _("Keep divisions, grid cells, lanes and households"),
        ISSUE_CARDS: _("Issue, print, post and revoke code cards"),
    }
)
