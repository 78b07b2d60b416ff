"""
A hint to whoever takes a request in: the words may be a complaint about a unit. Never more than a hint.

A burst pipe names the water bureau too; so only words of complaint beside a unit's name are worth a person's look.
"""

from minqing.directory.queries import unit_named_in
from minqing.directory.records import OrganisationView
from minqing.kernel.access import Actor

from .models import Case
from .search import words_of
from .states import OPEN

PERMISSION = "cases.bar"
_COMPLAINS = """
投诉 举报 收钱 要钱 索要 索贿 受贿 行贿 贿赂 红包 好处费 回扣 送礼 请客 吃拿卡要 贪污 腐败 贪官 关系户 走后门 优亲厚友
包庇 保护伞 不作为 乱作为 不办事 不给办 拖着不办 不受理 推诿 推脱 踢皮球 刁难 为难 态度 骂人 辱骂 打人 威胁 恐吓 报复
乱收费 罚款 敷衍 糊弄 弄虚作假 造假 作风 官僚 霸道 滥用 克扣 截留 挪用 强迫 强拆
"""
COMPLAINS = tuple(_COMPLAINS.split())


def unit_complained_of(words: str) -> OrganisationView | None:
    """Return the unit of which somebody's words seem to complain: a suggestion to her or to whoever writes for her."""
    return unit_named_in(words) if any(word in words for word in COMPLAINS) else None


def may_be_about(case: Case, actor: Actor) -> OrganisationView | None:
    """
    Return the unit that an open request's words seem to complain of, while nobody has said which it is about.

    :return: None too for whoever may not say so, and for anybody in or below that unit, who never learns of it.
    """
    if case.state not in OPEN or case.has_barred or not actor.holds(PERMISSION):
        return None
    unit = unit_complained_of("\n".join(words_of(case)))
    return None if unit is None or actor.org_path.startswith(unit.path) else unit
