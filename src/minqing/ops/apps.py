"""The app of operations; it has no tables."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    """Operations."""

    name = "minqing.ops"
    label = "ops"
    verbose_name = "Operations"

    def ready(self) -> None:
        from .demo import tasks  # noqa: F401  # the worker looks for its job
