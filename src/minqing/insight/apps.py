"""What is derived, as a Django app."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """The one screen, analysis and public figures; nothing in them that facts do not say."""

    name = "minqing.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import facts, measures, notices, permissions, tasks  # noqa: F401  # filling the registries is the point
        from .own import registry  # noqa: F401  # likewise
