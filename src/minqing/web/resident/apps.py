"""The resident's face as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResidentConfig(AppConfig):
    """Pages for the people who live here."""

    name = "minqing.web.resident"
    label = "resident"
    verbose_name = _("Resident pages")
