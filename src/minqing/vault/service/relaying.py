"""The relay: a message reaches the resident, and nobody sees the number."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from minqing.directory.channels import forget, send
from minqing.kernel.ids import as_uuid
from minqing.kernel.ref import Ref
from minqing.ledger.service import record_once, recorded
from minqing.vault.access import case_ref
from minqing.vault.models import Custody
from minqing.vault.opening import address_of, phone_of
from minqing.vault.service.silencing import is_silenced

RELAY = Ref("system", "relay")


def relay_to_resident(
    case_id: UUID | str, text: str, key: str, *, at: datetime, actor: Ref = RELAY, subject: str = ""
) -> bool:
    """
    Send the resident a message: to the telephone, or where none was left to the address she wrote from.

    Called by deliveries, outside a transaction; the same key is sent once.

    :param text: without personal data; the receipt's address may be in it.
    :param key: names the message, e.g. the fact's id and the recipe.
    :param actor: who speaks: the system, or the post that wrote the message.
    :param subject: of an e-mail; a text message has none.
    :return: whether there was somewhere to send to, and she wants to hear.
    :raises ChannelMissing: if such messages cannot be sent; the delivery stays owed.
    """
    case = as_uuid(case_id)
    reachable = Q(has_phone=True) | ~Q(reach="")
    custody = Custody.objects.filter(reachable, pk=case, erased_at=None).first()
    channel, to = _reached(custody) if custody else ("", "")
    if custody is None or not to or (channel == "sms" and is_silenced(to)):
        return False
    send(channel, to=to, subject=subject, body=text, key=f"{case}/{key}")
    if Custody.objects.filter(pk=case, erased_at__isnull=False).exists():
        forget(str(case))  # erased between reading the number and writing the message
        return False
    _record_relayed(custody, key, actor, at)
    return True


def _reached(custody: Custody) -> tuple[str, str]:
    if custody.has_phone:
        return "sms", phone_of(custody.case_id)
    return custody.reach, address_of(custody.case_id)


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
