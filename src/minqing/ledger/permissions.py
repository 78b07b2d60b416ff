"""Permissions of the ledger: names and titles."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.permissions import declare_permissions

BACKFILL = "ledger.backfill"
RETRY = "ledger.retry"
READ = "ledger.read"

declare_permissions(
    {
        BACKFILL: _("Record what happened earlier"),
        RETRY: _("See and retry what could not be sent"),
        READ: _("Open figures down to their facts"),
    }
)
