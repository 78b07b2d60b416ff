"""The relay: a message reaches the resident, and nobody sees the number."""

from datetime import datetime
from uuid import UUID

from minqing.directory.channels import forget, send
from minqing.kernel.ref import Ref
from minqing.ledger.service import record_once, recorded
from minqing.vault.access import case_ref
from minqing.vault.models import Custody
from minqing.vault.opening import as_case_id, phone_of

RELAY = Ref("system", "relay")


def relay_to_resident(case_id: UUID | str, text: str, key: str, *, at: datetime, actor: Ref = RELAY) -> bool:
    """
    Send the resident a text message. Called by deliveries, outside a transaction; the same key is sent once.

    :param text: without personal data; the receipt's address may be in it.
    :param key: names the message, e.g. the fact's id and the recipe.
    :param actor: who speaks: the system, or the post that wrote the message.
    :return: whether there was a number to send to.
    :raises ChannelMissing: if text messages cannot be sent; the delivery stays owed.
    """
    case = as_case_id(case_id)
    custody = Custody.objects.filter(pk=case, erased_at=None, has_phone=True).first()
    if custody is None:
        return False
    phone = phone_of(case)
    if not phone:
        return False
    send("sms", to=phone, subject="", body=text, key=f"{case}/{key}")
    if Custody.objects.filter(pk=case, erased_at__isnull=False).exists():
        forget(str(case))  # erased between reading the number and writing the message
        return False
    _record_relayed(custody, key, actor, at)
    return True


@recorded
def _record_relayed(custody: Custody, key: str, actor: Ref, at: datetime) -> None:
    record_once(
        "vault.relay",
        key,
        "vault.relayed",
        subject=case_ref(custody.case_id),
        actor=actor,
        at=at,
        org_path=custody.org_path,
        place_path=custody.place_path,
    )
