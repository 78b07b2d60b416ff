"""What the office does to a request while its resident watches, through the services, by the machine's own clock."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from tests.factories import directory as staff

from minqing.cases import service
from minqing.cases.access import public_actor
from minqing.cases.models import Case
from minqing.cases.records import Filing
from minqing.kernel.access import Actor

from .conftest import COUNTY, Door

WATER = "139901/water/"
TOKEN = "r" * 32
UNIT = ("cases.read", "cases.acknowledge", "cases.handle", "cases.note")
CENTRE = ("cases.read", "cases.accept", "cases.dispatch", "cases.verify", "cases.close", "cases.approve_extension")


def filed(door: Door, *, words: str = "自来水三天没来了，请打13812345678找王建国。") -> tuple[Case, str]:
    """A request filed two days ago, and its receipt."""
    filing = Filing(
        words=words,
        where_words="西巷口往北第三个井盖",
        place_path=door.path,
        channel="qr",
        submission_token=TOKEN,
        phone="13812345678",
    )
    receipt = service.register_case(filing=filing, actor=public_actor(), at=later(0)).receipt
    return Case.objects.get(), receipt


def later(hours: int) -> datetime:
    """Some hours after the report of two days ago."""
    return timezone.now() - timedelta(hours=48) + timedelta(hours=hours)


def take_in_hand(case: Case) -> Actor:
    """Accept a request, give it to the water bureau, which opens and acknowledges it."""
    intake = staff.actor(*CENTRE, unit_path=COUNTY, name="周晓岚")
    water = staff.actor(*UNIT, unit_path=WATER, name="赵明远")
    service.load_matters()
    service.accept_and_dispatch(number=case.number, actor=intake, at=later(1), matter_number=101, lead_path=WATER)
    service.acknowledge(number=case.number, actor=water, at=later(2))
    service.open_case(number=case.number, actor=water, at=later(3))
    return water


def answer(case: Case, water: Actor, *, words: str = "以后提前贴通知。") -> None:
    """Answer every demand."""
    demands = {str(demand.id): "加压泵换好了，柳河村西巷都恢复了供水。" for demand in case.demands.all()}
    service.reply(number=case.number, actor=water, at=later(20), outcome="handled", answers=demands, words=words)


def check_and_close(case: Case, **ending: Any) -> None:
    """Let somebody who did not handle it check the answer, and close; ``ending`` is the outcome and its day."""
    other = staff.actor(*CENTRE, unit_path=COUNTY, name="孙立群")
    service.verify(number=case.number, actor=other, at=later(22), result="done", words="电话里说已经来水了。")
    service.close(number=case.number, actor=other, at=later(23), **ending)


def carry_to_the_end(case: Case) -> None:
    """Let the whole chain run: in hand, answered, checked, closed."""
    answer(case, take_in_hand(case))
    check_and_close(case)


def withdraw_at_office(case: Case) -> None:
    """Let the office end the request on the resident's word, as it says."""
    clerk = staff.actor("cases.read", "cases.withdraw", unit_path=COUNTY, name="何文静")
    service.withdraw(number=case.number, actor=clerk, at=later(4), words="来电话说不用办了。")
