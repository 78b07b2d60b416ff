"""The app of operations; it has no tables."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    """Operations."""

    name = "minqing.ops"
    label = "ops"
    verbose_name = "Operations"
