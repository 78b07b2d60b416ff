"""How to get hold of a list or a mapping: within reach or not at all."""

from uuid import UUID

from minqing.exchange.models import ImportMapping, ImportRun
from minqing.exchange.permissions import IMPORT
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.ids import as_uuid

__all__ = ["get_mapping", "get_run"]


def get_run(run_id: str | UUID, *, actor: Actor, lock: bool = False) -> ImportRun:
    """
    Find a list that the actor may take in.

    :raises NotFound: if it is absent or outside the actor's reach.
    """
    rows = ImportRun.objects.select_for_update() if lock else ImportRun.objects.all()
    run = rows.filter(pk=as_uuid(run_id)).first()
    if run is None or not actor.may(IMPORT, org_path=run.org_path, place_path=run.place_path):
        raise NotFound
    return run


def get_mapping(name: str, *, actor: Actor) -> ImportMapping:
    """
    Find a saved mapping by its name.

    :raises NotFound: if it is absent or outside the actor's reach.
    """
    found = ImportMapping.objects.filter(name=name.strip()).first()
    if found is None or not actor.may(IMPORT, org_path=found.org_path, place_path=found.place_path):
        raise NotFound
    return found
