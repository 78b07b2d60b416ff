"""The app of operations; it has no tables."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    """Operations."""

    name = "minqing.ops"
    label = "ops"
    verbose_name = "Operations"

    def ready(self) -> None:
        from . import tasks  # noqa: F401  # the worker looks for its jobs
        from .demo import tasks as _demo  # noqa: F401  # likewise
