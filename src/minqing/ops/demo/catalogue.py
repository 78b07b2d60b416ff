"""What belongs to some matters of the demo county, so that each page of the catalogue has something to show."""

from datetime import datetime
from typing import Any

from minqing.cases import service
from minqing.kernel.access import Actor

__all__ = ["describe_some"]

LAMP, WATER, WAGE, OFFICIAL = 132, 101, 201, 243


def describe_some(*, actor: Actor, at: datetime) -> None:
    """Name duties, evidence, a mark and extra questions for a few matters; none of the questions must be answered."""
    by: dict[str, Any] = {"actor": actor, "at": at}
    service.set_duties(matter_number=LAMP, duties=["县城和集镇路灯的维护、抢修｜城市照明管理规定第四条"], **by)
    service.set_question(
        matter_number=LAMP, code="pole", label="灯杆编号", datatype="string", help="杆上一人高的地方有一块小牌子", **by
    )
    lit = ["off=全灭", "blink=忽明忽暗", "day=白天也亮"]
    service.set_question(
        matter_number=LAMP, code="how", label="怎么个不亮法", datatype="singlevaluelist", choices=lit, **by
    )
    service.set_duties(
        matter_number=WATER, duties=["保障不间断供水，停水提前 24 小时通知｜城市供水条例第二十二条"], **by
    )
    service.set_question(matter_number=WATER, code="since", label="什么时候开始停的", datatype="datetime", **by)
    service.describe_matter(
        matter_number=WAGE, evidence="工资条或者考勤记录", evidence_why="核对欠了几个月、多少钱；没有也受理", **by
    )
    service.describe_matter(matter_number=OFFICIAL, not_of_grid=True, **by)
