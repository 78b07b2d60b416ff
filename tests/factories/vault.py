"""What invented residents entrusted, stored through the services."""

import io
from typing import Any
from uuid import UUID, uuid4

from PIL import Image
from tests.factories.directory import AT

from minqing.kernel.access import Actor, system_actor
from minqing.vault import service

PLACE = "139901/101/203/"
INTAKE = "139901/hub/"
PHONE = "13800001111"


def entrust(phone: str = PHONE, **fields: Any) -> UUID:
    """One case's originals; gives back the case's id."""
    case_id = fields.pop("case_id", None) or uuid4()
    given: dict[str, Any] = {
        "place_path": PLACE,
        "org_path": INTAKE,
        "words": "我叫王秀英，路灯坏了半个月。",
        "where_words": "村口第三根电杆",
        "name": "王秀英",
        "may_call": True,
        "at": AT,
    }
    service.store(case_id, phone=phone, **{**given, **fields})
    return case_id


CLERK = system_actor("clerk")


def opened(photo_id: Any, case_id: Any, *, actor: Actor = CLERK, **given: Any) -> bytes:
    """One photo of one case, as a post sees it that may open the case."""
    return service.open_photo(photo_id=photo_id, case_id=case_id, actor=actor, **{"at": AT, **given})


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), mode: str = "RGB", **save: Any) -> bytes:
    """A picture with a red left upper corner, so that turning it can be seen."""
    image = Image.new("RGB", size, "white")
    image.paste((200, 0, 0), (0, 0, size[0] // 2, size[1] // 2))
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **save)
    return out.getvalue()
