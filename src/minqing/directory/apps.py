"""The directory as a Django app."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Organisations, people, posts, grants and accounts."""

    name = "minqing.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import facts, notices, permissions, reactions, tasks  # noqa: F401  # filling the registries is the point
        from .branches import facts as branch_facts  # noqa: F401  # likewise
        from .branches import permissions as branch_permissions  # noqa: F401  # likewise
