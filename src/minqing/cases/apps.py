"""The request door as a Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Fills the registries: facts, permissions, measures, notices, reactions and periodic work."""

    name = "minqing.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from minqing.ledger.guards import watch

        from . import (  # noqa: F401  # filling the registries is the point
            facts,
            flowing,
            guards,
            holds,
            measures,
            measures_kinds,
            measures_lasting,
            measures_suggesting,
            measures_taken_over,
            measures_together,
            measures_topics,
            messages,
            notices,
            notices_together,
            permissions,
            policy_notices,
            reactions,
            tasks,
            whistle_notices,
        )
        from .answering import measures as answering_measures  # noqa: F401
        from .answering import notices as answering_notices  # noqa: F401
        from .calling import facts as calling_facts  # noqa: F401
        from .calling import measures as calling_measures  # noqa: F401
        from .calling import notices as calling_notices  # noqa: F401
        from .counter import facts as counter_facts  # noqa: F401
        from .counter import measures as counter_measures  # noqa: F401
        from .following import measures as following_measures  # noqa: F401
        from .handing_down import facts as handing_down_facts  # noqa: F401
        from .overseeing import facts as overseeing_facts  # noqa: F401
        from .overseeing import measures as overseeing_measures  # noqa: F401
        from .overseeing import notices as overseeing_notices  # noqa: F401
        from .visiting import measures as visiting_measures  # noqa: F401

        watch(*guards.NAMES)
