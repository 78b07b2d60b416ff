"""The vault as a Django app."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Contacts, original words and photos, encrypted."""

    name = "minqing.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import facts, permissions, tasks  # noqa: F401  # filling the registries is the point
