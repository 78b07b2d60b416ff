"""Everything of the intake that joins a registry when the house starts."""

from . import answering, facts, polling, signing, verbs, working  # noqa: F401  # filling the registries is the point
from .mail import handing_over, way  # noqa: F401  # likewise
from .sensors import facts as device_facts  # noqa: F401  # likewise
from .sms import way as sms_way  # noqa: F401  # likewise
from .voice import way as voice_way  # noqa: F401  # likewise
from .wechat import way as wechat_way  # noqa: F401  # likewise
