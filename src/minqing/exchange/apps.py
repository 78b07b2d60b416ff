"""The exchange as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Registers fact kinds, permissions and the channels that messages leave by."""

    name = "minqing.exchange"
    label = "exchange"
    verbose_name = _("Other systems")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import channels, facts, once, operations, permissions, tasks  # noqa: F401  # filling the registries is the point
        from .imports import lending  # noqa: F401  # likewise
        from .intake import joining  # noqa: F401  # likewise
        from .peering import counters as peers  # noqa: F401  # likewise
        from .sharing import counters  # noqa: F401  # likewise

        channels.register_all()
