"""The office's face as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """Pages for the people who work."""

    name = "minqing.web"
    label = "web"
    verbose_name = _("Office pages")

    def ready(self) -> None:
        """Register what is done now and then, and what the numbers of matters are called."""
        from . import analysis, pressing  # noqa: F401  # registering is the point
