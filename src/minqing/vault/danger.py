# ruff: noqa: E501 - one kind of danger is one list; breaking it up hides what belongs together
"""
Words that mean a life may be in danger now.

Word lists, not a model: a list can be read, argued about and tested. It leans to the safe side; what it must not
do is cry wolf at ordinary trouble (a gas bottle to be renewed, a firewall, a fire lane used as a car park), since
a duty officer who is woken for nothing stops answering. The lists below hold fixed turns; what people say in many
ways stands as rules in ``data/danger.txt``.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .wordings import Wordings, read_list, wordings

# Read as one list of words and near-words per kind. `.{0,6}` allows the little words people put in between.
_KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "gas",
        "119",
        r"(煤气|燃气|天然气|液化气|沼气|瓦斯|管道气)(罐|灶|管道?|阀门?|表|瓶)?[^,，。!！?？;；]{0,6}(泄漏|泄露|漏气|漏了|在漏|跑气|味)"
        r"|(漏|泄漏|泄露)(了|着)?(煤气|燃气|天然气|液化气|沼气)|(煤气|燃气|天然气|沼气|一氧化碳|氨气|氯气)[^,，。]{0,4}中毒"
        r"|(闻到|有|好大|一股|很浓|很大|浓浓)[^,，。]{0,6}(煤气|燃气|天然气|液化气|瓦斯)[^,，。]{0,3}味"
        r"|(氯气|氨气|硫化氢|化学品|危化品|毒气)[^,，。]{0,4}(泄漏|泄露|漏)|gas leak|smell(s)? (of )?gas"
        r"|(煤气|燃气|天然气)[^,，。]{0,8}(挖断|挖破|挖漏|断裂|喷气|喷出|往外喷)|(挖断|挖破|挖漏)了?[^,，。]{0,4}(煤气|燃气|天然气)|报警器[^,，。]{0,4}响[^。]{0,4}(头晕|恶心)",
    ),
    (
        "fire",
        "119",
        r"(着火|起火|失火|着起来了|烧起来了|火烧起来|冒明火|大火|山火|火灾现场|救火)|(发生|发现|有|又)[^,，。]{0,2}火灾(?!隐患|风险|报警|保险)"
        r"|(电线|插座|变压器|电表箱|电动车|电瓶车|充电|屋里|屋子|房子|楼道|仓库|山上|秸秆|柴垛)[^,，。]{0,6}(冒烟|冒火|烧着|燃烧|爆炸|打火花)"
        r"|爆炸了|(要|快|会|发生了?|刚才?)爆炸|on fire|house fire"
        r"|(窗|楼|屋|房|阳台|厨房|门缝|仓库|隔壁|邻居家)[^,，。]{0,6}冒(着|出)?(黑|浓|大)烟|(?<!烧烤)(?<!禁止)(?<!动用)明火(?!作业|管理)",
    ),
    (
        "collapse",
        "119",
        r"(房|屋|墙|楼|桥|坝|堤|路面|山体|脚手架|塔吊|矿|井|护坡|危房|天花板|顶棚|阳台)[^,，。]{0,8}"
        r"(塌了|倒塌|塌下|坍塌|垮塌|垮了|要塌|快塌|快倒|要倒|要垮|溃|裂开了口|摇摇欲坠|随时会倒|随时可能倒|随时会塌)"
        r"|(滑坡|泥石流|山洪|溃坝|决堤|决口|管涌)(了|来了|下来|正在|马上|已经|砸|冲|堵|埋)"
        r"|(发生|出现|有|正在|又)[^,，。]{0,3}(滑坡|泥石流|山洪|溃坝|决堤|决口|管涌|塌方)|(人|孩子|老人)[^,，。]{0,4}(埋|压|困)在?(里面|下面|底下|水里)"
        r"|(掉|落|摔|跌)(到|进|入)?(了)?(井|河|水库|鱼塘|窨井|下水道|粪池|坑)[^,，。]{0,4}(里|中)?(了|去|上不来)|(溺水|落水|被水冲走|被洪水|被困在)"
        r"|(电线|高压线)[^,，。]{0,6}(掉|断|落|垂)[^,，。]{0,4}(地上|路上|水里|下来|地面)|漏电[^,，。]{0,4}(电|打)(了|着|到)?人|触电"
        r"|(倒|塌|垮)(了|下来)?[^,，。]{0,3}(压|砸|埋)(住|着|到|了|在)[^,，。]{0,4}(人|孩|老|车里)|洪水[^,，。]{0,3}(进|冲|淹|漫|围)|(人|老人|孩子|全家|我们)[^,，。]{0,4}(在|困|爬)[^,，。]{0,3}(屋顶|房顶|树上)|(堤|坝|河水|江水)[^。]{0,6}(撑不住|保不住|快不行|告急|漫过|漫上|要漫)|(人|孩|娃|老人|老太)[^,，。]{0,5}(掉|跌|栽|滑)(下去|进去|水|河|井|沟|坑|塘|库)|(从|打)[^,，。]{0,6}(架|楼|树|梯|顶|高处|塔)[^,，。]{0,3}(摔|掉|跌|坠)(下|落)",
    ),
    (
        "suicide",
        "110",
        r"自杀|轻生|寻短见|不想活|活不下去|跳楼|跳河|跳江|跳桥|跳水库|喝农药|喝百草枯|服毒|上吊|割腕|吞药|了结自己|结束(自己的?|这条)?(生命|性命|命)"
        r"|死给(你们|他们|政府|他|她)看|(以|用)死(相逼|证明|抗争)|同归于尽|没有活路|kill myself|suicide"
        r"|(不想|不愿意?)(再)?活|(我|他|她|就|真|好|老)想死(?!你|我)|死了算了|活着(真?没|没有|有什么)意思|活腻|遗书|(她|他|人|妈|爸|婆|公|媳妇)[^,，。]{0,3}喝了?药(?=[,，。!！]|了|自|$)|从[^,，。]{0,4}(桥|楼|山|塔|崖)[^,，。]{0,3}跳",
    ),
    (
        "child",
        "110",
        r"(孩子|小孩|儿童|女童|男童|幼儿|婴儿|女儿|儿子|学生|娃|小姑娘|未成年|留守)[^,，。]{0,10}"
        r"(被打|挨打|虐待|猥亵|性侵|强奸|强暴|拐|失踪|走失|走丢|不见了|丢了|找不到|没回家|被锁|关在(屋|家|笼)|遗弃|冻|饿(着|昏|坏|得)|打得|伤痕|淤青|欺凌|霸凌|勒索)"
        r"|(虐待|猥亵|性侵|强奸|拐卖|拐走|抱走|殴打|毒打|遗弃)[^,，。]{0,6}(孩子|小孩|儿童|女童|男童|婴儿|女儿|儿子|学生|娃|未成年|幼女|继女|继子)|child (is )?(missing|abused)"
        r"|(爸爸?|妈妈?|继父|继母|后爸|后妈|后爹|养父|老师|叔叔)[^,，。]{0,6}(打我|摸我|掐我|不给我?饭|脱我|欺负我)|(孩子|女儿|儿子|娃|小孩|孙子|孙女)[^,，。]{0,4}被(人|陌生|不认识|网友)[^,，。]{0,6}(带走|抱走|拉走|骗走|拖走)|(孩子|孙子|孙女|娃)[^,，。]{0,4}(三|两|几|好几|[2-9])天没(吃|给)|把(他|她|孩子|娃|我)打得(站不|起不|动不|头|满|吐|流|昏|骨|爬不)",
    ),
    (
        "violence",
        "110",
        r"家暴|家庭暴力|杀人|砍人|捅人|捅了|砍了[^,，。]{0,3}(人|刀)|持刀|动刀|(拿|提|举|挥|握)着?(一?把)?(斧头|斧子|铁棍|木棍|铁棒|砍刀|菜刀|尖刀|刀子|刀(?!片|具)|枪)|要杀|杀了(我|他|她|你|人)|弄死|打死|往死里打"
        r"|绑架|劫持|抢劫|非法拘禁|囚禁|(人|我|妈|爸|她|他|孩子|老婆|女儿|儿子)[^,，。]{0,3}被[^,，。]{0,5}关(起来|在(屋|家|房|里))|不让(我|他|她|人)?(出门|离开)(半步|家|屋|房)|强奸|聚众斗殴|群殴|打群架|打得?(头破血流|满脸是血|住院|骨折|昏迷)"
        r"|(老公|丈夫|男人|前夫|婆家|他|儿子|喝醉)[^,，。]{0,8}(又?打我|天天打|经常打|动手打|把我打|打(我)?妈|打老人)|扬言(要)?(杀|砍|报复|炸|放火|烧)|rape|murder"
        r"|(带|藏|掏出?|亮出?)着?了?(一?把)?(刀|凶器|匕首)(?!具|片|削|切|架|鞘|店)|打架[^。]{0,6}(流血|出血|受伤|快来|好多人|几十|动家伙)|(扣|押|关)(住|着)[^,，。]{0,6}不(放|让走)|砸门[^。]{0,6}(杀|打|弄|砍|怕)|救命(?!钱|药|稻草|之恩|设备)|快(来|去)救(?!助|援队)|救救(我(?!们)|他|她|孩子|老人|我妈|我爸)",
    ),
    (
        "medical",
        "120",
        r"昏迷|昏倒|晕倒|不省人事|没有?(了)?呼吸|喘不(过|上)气|心脏病(犯|发)|心梗|脑梗了|中风了|大出血|血流不止|食物中毒|农药中毒|蘑菇中毒|一氧化碳|抽搐|快不行了|快要死|休克"
        r"|(流|出)了?(很多|好多|一地的?|不少)血|(被|给)(蛇|毒蛇)咬|车祸[^。]{0,12}(伤|一个人|有人|血|动不了)|(撞|轧|压)(伤|死|倒)了?(一个|个|两个|几个|好几个)?[^,，。]{0,3}(人|老人|孩子|学生)|unconscious|not breathing"
        r"|嘴歪|口眼歪斜|半边身?子?(不能动|动不了|没知觉)|(突然|忽然)[^,，。]{0,4}(不能说话|说不出话|倒地|站不住)|(老人|老太|大爷|大妈|他|她|妈|爸|爷|奶)[^,，。]{0,4}(倒|躺|摔倒?)(在[^,，。]{1,6})?(没人管|动不了|起不来|不动|没反应|叫不醒)|血(流)?(止不住|不止)|流血不止|(吃了?)[^,，。]{0,6}(蘑菇|野菜|药|毒)[^。]{0,8}(吐|晕|拉|疼)|(全家|孩子们|好多人|多人)[^,，。]{0,3}上吐下泻|(要生了|羊水破)|救护车[^,，。]{0,3}(进不来|过不来|没来|还没到)|被?(车|货车|摩托车?)(撞|轧|压)了?[^。]{0,5}(不动|动不了|流血|昏|没气)",
    ),
)

# What these words also mean on an ordinary day. Struck out before the lists are read.
_HARMLESS = (
    r"(煤气|液化气|燃气|天然气)(罐|瓶|灶|表|卡|费|公司|站|户|证|器)?(换证|换发|年检|检验|充值|充气|缴费|报装|开通|安装|改造|涨价|价格|初装|开户|过户|补贴|收费|配送|代充)"
    r"|(怕|担心|万一|差点儿?|险些|生怕|容易)[^,，。]{0,8}(掉(下去|进去|水|河|井|沟|坑|塘|库)|摔下|落水)"
    r"|(?<![有是])(没有?|未|无|不|并无|怕|担心|防止?|预防|以防|避免|防范)[^,，。是而]{0,4}(闻到|漏气|泄漏|泄露|着火|起火|失火|火灾|倒塌|坍塌|爆炸|溺水|触电|漏电|煤气中毒)"
    r"|防火墙|防火(门|带|期|通道|宣传|检查|巡查|演练|林|责任)|消防(通道|栓|车道|演练|检查|设施|器材|知识|站|宣传|安全)|失火(险|保险)|火灾(隐患|险|报警器|保险|演练|宣传|防控|预防|理赔|补助)"
    r"|(大|小|旺|上|点|发|恼|冒)火(锅|气|了?大)|火(锅|车|龙果|爆|热|化|炬|速)|红火|生意(很|真)?火|(着|上)火(了)?(嘴|喉|牙)|心里着火|急得?着火"
    r"|(防灾|地质灾害|滑坡|山洪|泥石流)(点|隐患点|监测|预警|治理|演练|防治|避险|宣传|区|风险|搬迁)|(自杀|家暴|家庭暴力|溺水|拐卖|欺凌|霸凌|反家暴)(干预|预防|宣传|讲座|教育|法|热线|知识|警示)|(预防|防|反|拒绝|远离)(自杀|家暴|家庭暴力|溺水|拐卖|欺凌|校园欺凌|校园霸凌|触电)"
    r"|(去年|前年|多年前|几年前|\d{4}年|上个月|前几年|很久以前|小时候)[^,，。]{0,16}(着火|起火|失火|火灾|自杀|跳河|跳楼|车祸|溺水|倒塌|昏迷|爆炸|触电|脑梗|中风|家暴)"
    r"|((?<![煤燃])气|烦|愁|热|冷|累|急|吵|忙|臭|笑|吓|渴|饿|晒|堵|冻|疼|痛|闷)(都|得|的)?(要|快)?死|(价格|成本|费用|房价|物价|生意)[^,，。]{0,4}(跳水|跳楼|爆炸)|跳楼价|跳水价|信息爆炸"
    r"|(牲畜|猪|牛|羊|鸡|狗|庄稼|苗|树|菜(?!刀)|电脑|手机|系统|网络|网页)[^,，。]{0,4}(死了|打死|砍了|崩溃|昏倒|不行了)|砍了[^,，。]{0,4}(树|竹|林|苗)|打死(蚊|苍蝇|老鼠|狗|鸡|也不)"
    r"|昏迷(患者|病人)?(报销|补助|医保)|(家用)?电器漏电保护器|漏电保护(器|开关)|(学生|孩子|小孩|儿童)(保险|医保|落户|上学|户口|疫苗|书包|衣服|手机|证|档案|学籍|校服|自行车)[^,，。]{0,6}(丢了|找不到|不见了)"
)


@dataclass(frozen=True, slots=True)
class Danger:
    """One kind of danger to life, and the number to call first."""

    kind: str
    call: str


def _compiled(words: str) -> re.Pattern[str]:
    """Compile a list. Its brackets hold together and keep nothing; said so, it is read in half the time."""
    return re.compile(re.sub(r"\((?!\?)", "(?:", words), re.IGNORECASE)


_HAN, _BLANKS = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[ \t\u3000]+")
_TRADITIONAL = "氣煙樓著洩電燒炸彈藥殺輕農門開關鎖車橋壩堤決頂牆場廠廚陽臺樑繩腦殼頭臉嘴鼻來過這還沒見聽應醒動們個說話讓給從掉壓傷嚇惡婦媽爸爺孫兒閨學聲響滿濃擊槍鐵鋼鋤綁劫騙遊戲遺書見謝對後裡裏幾兩"
_SIMPLIFIED = "气烟楼着泄电烧炸弹药杀轻农门开关锁车桥坝堤决顶墙场厂厨阳台梁绳脑壳头脸嘴鼻来过这还没见听应醒动们个说话让给从掉压伤吓恶妇妈爸爷孙儿闺学声响满浓击枪铁钢锄绑劫骗游戏遗书见谢对后里里几两"
_OLD_SIGNS = re.compile(f"[{''.join(set(_TRADITIONAL) - set(_SIMPLIFIED))}]")
_SIGNS = str.maketrans(_TRADITIONAL, _SIMPLIFIED)

_NOW = "现在|又|今|刚|正在|快来|快点|救|天天|一直|经常|每天|还在|至今|就"
# What is said not to be there, right before it; whether it is ("是不是", "有没有") is a question and is heard.
_DENIED = re.compile(
    r"(?<![有是])(?:没有?|无|未|不是|并非)(?:再|任何|什么|发现|出现|闻到|发生)?(?:煤气|燃气|天然气|液化气)(?:的?味道?|泄漏|泄露|漏气)"
    r"|(?<![有是])没有?走[失丢]"
)
_LONG_AGO = re.compile(
    rf"(?:以前|从前|早年|当年|那年|上回|往年|去年|前年|前几年|几年前|多年前|曾经)(?:(?!{_NOW})[^，。；！？,;!?\n])*(?=[，。；！？,;!?\n]|$)"
    r"|(?:困|着|淹|塌|烧|倒|爆|冒|垮|滑坡|车祸|撞|咬|摔|淹死|死|下来|下去|出)过(?![去来程])(?:火|人|车祸|事故|水|事)?"
)

_READ = tuple((Danger(kind, call), _compiled(words)) for kind, call, words in _KINDS)
_EVERY_DAY = _compiled(_HARMLESS)
_LISTS, _HARMLESS_LIST = Path(__file__).parent / "data" / "danger.txt", "everyday"


def danger_in(text: str) -> Danger | None:
    """
    Look for words of danger to life.

    What is harmless is struck out only where there is something to be found at all: nearly every text has nothing.

    :param text: what a resident wrote; blanks, full-width letters and old signs do not matter.
    :return: the first kind found, in the order gas, fire, collapse, suicide, child, violence, medical; or None.
    """
    plain = _BLANKS.sub("", text) if _HAN.search(text) else text
    if _OLD_SIGNS.search(plain):
        plain = plain.translate(_SIGNS)
    if not _is_heard(plain):
        return None
    plain = _EVERY_DAY.sub("。", _DENIED.sub("。", plain))
    plain = _LONG_AGO.sub("。", _wordings(_HARMLESS_LIST).struck_from(plain))
    return _kind_of(plain) if _is_heard(plain) else None


@cache
def _wordings(kind: str) -> Wordings:
    """Make the rules of one kind ready, or of every kind of danger for ""; once, half a second, when first asked."""
    lists = {name.partition(" ")[0]: rules for name, rules in read_list(_LISTS).items()}
    every = (rule for name, rules in lists.items() if name != _HARMLESS_LIST for rule in rules)
    return wordings(lists[kind] if kind else every)


def _is_heard(plain: str) -> bool:
    return _wordings("").are_in(plain) or any(words.search(plain) for _danger, words in _READ)


def _kind_of(plain: str) -> Danger | None:
    heard = (one for one, words in _READ if words.search(plain) or _wordings(one.kind).are_in(plain))
    return next(heard, None)


def call_for(kind: str) -> str:
    """Return the number to call first for a kind of danger; empty for none."""
    return next((call for known, call, _words in _KINDS if known == kind), "")
