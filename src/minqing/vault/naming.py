# ruff: noqa: E501 - lists of titles and kin are read line by line
"""
People's names in free Chinese text, found by rules.

No model that ships is better than surname rules (measured: 21 of 25 by rules, 15 by a segmenter), and rules can be
read. What is known about the case is replaced first, and the resident and the clerk see the result before it is used.
"""

import re
from collections.abc import Iterator
from pathlib import Path

_DOUBLE = "欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|司徒|东方|端木|百里|南宫|宇文|长孙|呼延"
_COMMON = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎常武乔贺赖龚文庞樊"
    "兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢路岳齐梅莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲游阳裴席卫屈鲍覃霍翁隋植甘景薄包司柏宁柯阮桂闵强柴华冉房边辜吉饶刁瞿戚丘古米池滕"
    "晋苑邬臧畅宫嵺苟褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商喻揭窦迟宇敖糜鄢卓仇艾蓝巩稽井虞卞竺冼楚佟栗匡巫鞠僧桑荆谌扬伏岑习胥蔺万易"
)
SURNAME = f"(?:{_DOUBLE}|[{_COMMON}])"

# Characters that parents choose. Two of them after a surname are a name in most sentences.
_GIVEN = frozenset(
    "国建华秀英桂兰芳伟强军平东文辉力明永健世广志义兴良海山仁波宁贵福生龙元全胜学祥才发武新利清飞彬富顺信子杰涛昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚"
    "庆磊民友裕河哲江超浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘娟敏静丽艳红霞玲凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉"
    "琼勤珍贞莉娣璧璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬"
    "舒影荔枝阳妮宝贝初程梵罡恒鸿桦骅剑娇纪宽苛灵玛媚琪晴容睿烁堂唯威韦雯苇萱阅彦宇雨洋忠宗曼紫逸贤蝶菡绿蓝儿翠烟俊峰刚根水木火土金银铜铁锁柱来喜财旺满仓囤粮丰收四三二大小长连改换转春夏"
    "冬桃杏菊花妞巧芝玉珠淑慧惠萍芬萌凯勇毅坤乾诗涵梓轩然奕一诺语桐曦雅彤晗煜祺皓宸熙沐铭钰鑫森淼焱垚卫跃前援朝抗美解放万千百亿双占魁守田保立本正汉相秉耀祖玺炳培基钦润泉滨淇源洲沛炜焕耿"
    "煊勋增圣钊钢锋锐娜洪灿骏栓拴祯昊昂昱彰录禄寿禧庚汝泓渊湘澄玮珂琨璇甜盼祎绪绵翎耘臣舟芹茹荃菱虎豹赞迎迪霆霏音颂顶麟齐彩娥引弟招令存孝智温恭庭怀运九六七五八开花燕狗川"
)

# Words that begin like a name and are none; also place names, which the handling unit must be able to read.
_WORDS = frozenset((Path(__file__).parent / "data" / "not_names.txt").read_text(encoding="utf-8").split())
_PLACE_ENDS = re.compile(
    r"(村|庄|屯|镇|乡|街|路|巷|弄|沟|河|湖|桥|店|营|寨|湾|坡|岭|坪|塘|坝|沟|洼|峪|社区|小区|花园|家园|苑|组|水库|泵站|学校|小学|中学|幼儿园|医院|卫生院|卫生室|诊所|药店|超市|市场|商场|饭店|饭馆|酒店|宾馆|公司|集团|"
    r"局|所|厂|站|市|县|区|省|广场|公园|大道|大队|合作社|养殖场|加油站|银行|法院|政府)"
)
_TITLES = (
    "支部书记|村支书|书记|副书记|支书|主任|副主任|村长|镇长|乡长|县长|局长|副局长|所长|科长|股长|站长|队长|组长|会计|出纳|文书|委员|网格员|老师|校长|园长|医生|大夫|护士|院长|经理|老板娘|老板|师傅|司机|包工头|警官|法官|律师|主管|总(?=[说的在把也,，。、!！?？])|工(?=[说也,，。、!！?？])|"
    "同志|先生|女士|小姐|大爷|大妈|大叔|大娘|大婶|大哥|大姐|大嫂|阿姨|叔叔|叔|婶子|婶|嫂子|嫂|伯伯|伯|爷爷|奶奶|哥|姐|老汉|老太太|老太|老头|老人|姓村民|某"
)
_KIN = (
    "老伴|伴侣|快递员|外卖员|业务员|售货员|保安|民警|辅警|干部|网格员|护工|护士|校长|园长|厂长|队长|局长|所长|科长|镇长|乡长|院长|站长|大夫|法官|律师|师傅|寡妇|光棍|同志|父亲|母亲|爸爸|妈妈|老爸|老妈|爸|妈|丈夫|妻子|爱人|老公|老婆|对象|媳妇|儿媳妇|儿媳|儿子|女儿|闺女|女婿|婆婆|公公|岳父|岳母|爷爷|奶奶|外公|外婆|姥姥|姥爷|孙子|孙女|外孙|哥哥|弟弟|姐姐|妹妹|大哥|二哥|哥|弟|姐|妹|叔叔|伯父|舅舅|姑姑|姨|"
    "侄子|侄女|邻居|房东|租客|工友|同学|同事|朋友|同村|本村|我村|村民|住户|业主|户主|村霸|包工头|承包商|店主|教练|法人|法定代表人|负责人|联系人|当事人|申请人|投诉人|反映人|举报人|举报|投诉|受害人|死者|伤者|老人|孩子|学生|残疾人|低保户|贫困户|五保户|党员|组长|支书|书记|主任|会计|村长|老板|经理|老师|医生|司机"
)
AFTER_NAME = re.compile(
    r"[,，。.;；:：!！?？、\s()（）\"“”]|$|家|的|说|讲|打|骂|把|被|在|和|跟|与|同|住|也|都|就|又|却|一直|长期|经常|天天|多次|私自|擅自|违规|违法|霸占|强占|占|偷|拿|让|叫|找|给|是|有|不|没|从|向|于|将|要|电话|手机|身份证|今年|现年|男|女|等|两口|夫妻|夫妇|一家|老两口|因|自|为|已|还|去|来|到|开|养|盖|建|欠|卖|买|收|种|倒|堵|砍|拆|修|搭|乱|处理|负责|出面|拖欠|收|我|你|他|她|这|那|怎|如何|什么|两|夫|生前|病|摔|跑|死|几|欺|威|殴|辱|哄|答应|承诺|同意|拒|不|多|共|一|的|对|用|以|借|二|三|四|五|六|七|欠|承包|带|反映|投诉|举报"
)
_INTRODUCED = re.compile(
    r"(?:人有|分别是|包括|名单|转告|问过?|找过|经营者|法人代表|责任人|收件人|户主|我叫|我是|俺叫|俺是|本人(?:叫|是|名叫)?|名叫|名字叫|名字是|名字|姓名(?:是|叫|为)?|叫做|叫|户名|找|联系|问问?|认识|由|被|是|与|和|跟|向|给|告诉|告|让|请|对|因|同|以及|、|有个叫|户主(?:是|叫|为)?|联系人(?:是|为)?|收款人|签名)[:： ]{0,2}"
)
_LOUD = re.compile(
    r"(?:我叫|我是|俺叫|俺是|本人|名叫|名字叫|名字是|姓名(?:是|叫|为)?|叫做|的名字|户名(?:是|为)?|户主(?:是|叫|为)?|联系人(?:是|为)?|收款人(?:是|为)?|签名|(?:^|[,，。她他我俺人子女儿板爱个师])叫)[:： ]{0,2}$"
)
_SURNAME_ONLY = re.compile(rf"(?<=姓)(?:{_DOUBLE}|[{_COMMON}])(?=[,，。;；!！?？、\s的]|$)")
_NICKNAMES = "王李张刘陈杨赵周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴姜范姚谭廖邹熊陆郝孔崔康邱秦顾侯邵孟段汤尹黎"
_NICK = re.compile(
    rf"(?<![大中弱缩减])[小老阿](?:[{_NICKNAMES}](?=头|哥|姐|叔|爷|婶|嫂|师傅|老板)|[{_NICKNAMES}马高田方江程金白]"
    r"(?=[家的说讲打骂把被在和跟住也都又两一从天总没不态来去就,，。;；:：!！?？、\s]|书记|主任|$))"
)
_NEIGHBOUR = re.compile(
    rf"(?:隔壁|邻居|对门|对面|前院|后院|前排|后排|楼上|楼下|东头|西头|南头|北头|东边|西边|南边|北边|同村|本村)(?:的|是)?([{_COMMON}])(?=家)"
)
_TITLED = re.compile(
    rf"(?<![时担现原前历新责聘免委重工甲乙双对校资我官])(?=({SURNAME}(?:[一-龥]{{1,2}})??)(?:{_TITLES}))"
)


_FIRST_OF_MANY = re.compile(rf"(?<![一-龥])([{_COMMON}][一-龥])[、和与跟]$")
_PERHAPS, _PERSON, _LOUDLY = 1, 2, 3
_AFTER_PERSON = re.compile(rf"(?:{_KIN})[:： ]{{0,2}}$")
_AFTER_INTRODUCTION = re.compile(rf"{_INTRODUCED.pattern}$")


def is_given(characters: str) -> bool:
    """Tell whether parents choose every one of these characters."""
    return all(character in _GIVEN for character in characters)


def is_ordinary(piece: str) -> bool:
    """Tell whether a piece is a word of every day and no name."""
    return piece in _WORDS


def _is_word(text: str, start: int, end: int, *, cued: int) -> bool:
    piece = text[start:end]
    if piece in _WORDS or piece[:2] in _WORDS or (cued < _PERSON and end - start == 3 and piece[1:] in _WORDS):
        return True
    if start and text[start - 1 : start + 1] in _WORDS:
        return True
    return piece[-1] in "村庄屯镇乡街路巷河沟桥店" or _is_place(text, end)


def _is_place(text: str, end: int) -> bool:
    found = _PLACE_ENDS.match(text, end)
    return found is not None and not text.startswith(("家", "的"), end)


_FULL = re.compile(rf"(?=({_DOUBLE}|[{_COMMON}])([一-龥])([一-龥])?)")


def _full_names(text: str) -> Iterator[tuple[int, int]]:
    past = 0
    for found in _FULL.finditer(text):
        if found.start() < past:
            continue
        start, surname, first, second = found.start(), found[1], found[2], found[3] or ""
        cued = _cue(text, start)
        three = start + len(surname) + 2
        two = start + len(surname) + 1
        if second and _fits(text, start, three, first + second, cued):
            past = three
            yield start, three
        elif _fits(text, start, two, first, cued) and cued:
            past = two
            yield start, two


def _cue(text: str, start: int) -> int:
    """Say how clearly the words before announce a name: not, perhaps, a person, certainly."""
    before = text[max(0, start - 10) : start]
    if _LOUD.search(before):
        return _LOUDLY
    if _AFTER_PERSON.search(before):
        return _PERSON
    return _PERHAPS if _AFTER_INTRODUCTION.search(before) else 0


def _fits(text: str, start: int, end: int, given: str, cued: int) -> bool:
    if _is_word(text, start, end, cued=cued):
        return False
    ends = AFTER_NAME.match(text, end) is not None
    if cued == _LOUDLY:
        return ends
    return is_given(given) and (ends or (cued == _PERSON and len(given) == 2))


def _titled(text: str) -> Iterator[tuple[int, int]]:
    for found in _TITLED.finditer(text):
        start, end = found.span(1)
        given = found[1][1:]
        if (
            text[start : end + 1] in _WORDS
            or (given and not is_given(given))
            or (start and text[start - 1 : start + 1] in _WORDS)
        ):
            continue
        yield start, end


def _before_others(text: str, names: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A short name that opens a list of names: 王强、李伟、赵敏."""
    for start, _end in names:
        found = _FIRST_OF_MANY.search(text, max(0, start - 4), start)
        if found and is_given(found[1][1:]) and not _is_word(text, *found.span(1), cued=0):
            yield found.span(1)


_NAMED = f"[{_NICKNAMES}][一-龥]"
_DOES = (
    "说(?!明|法)|讲|骂|打(?:人|我|了)|别|不(?:管|让|给|肯|理|来|办|修|认|还|交|听|答应)|答应|承诺|威胁|恐吓|欺负|欠|拖欠|霸占|强占|侵占|贪|收(?:了|钱)|拿(?:了|走)|偷|抢|骗|[叫让找](?:我|你|他)"
    "|负责(?!任|人)|态度|你|他|她|也不|就不|又|总是|老是|天天|经常|一直|明明|应该|必须|电话|手机|反映|投诉|举报|等(?:人|[0-9一二三四五六七八九十几]+[人户家])"
)
_SHORT = re.compile(rf"(?:^|(?<=[,，。.;；:：!！?？、\s的])|(?<=反映人))(?P<name>{_NAMED})(?={_DOES})")
_LISTED_BEFORE = re.compile(rf"(?:^|[,，。;；:：、\s])(?P<name>{_NAMED}[一-龥]?)[,，、]\s?$")
_LISTED_AFTER = re.compile(rf"[,，、]\s?(?P<name>{_NAMED}[一-龥]?)(?=[,，、。;；]|$|等)")
_NO_SHORT_NAME = frozenset("树梅花桥水河湖路店石木竹草果子家村一二三四五六七八九十大小人款口州")
"""What ends a word of every day or a place at least as often as a name of two characters."""


def _stands(text: str, start: int, end: int) -> bool:
    given = text[start + 1 : end]
    short = len(given) == 1 and given in _NO_SHORT_NAME
    return is_given(given) and not short and not _is_word(text, start, end, cued=0)


def _short_names(text: str) -> Iterator[tuple[int, int]]:
    """A name of two characters that begins a clause or follows 的, and does what only people do."""
    spans = (found.span("name") for found in _SHORT.finditer(text))
    yield from (span for span in spans if _stands(text, *span))


def _listed(text: str, names: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Names that stand in a row with others, between commas: 李明，王芳，陈国庆."""
    found, fresh = set(names), set(names)
    while fresh:
        beside = {span for one in fresh for span in _neighbours(text, *one) if _stands(text, *span)}
        fresh = beside - found
        found |= fresh
    return found


def _neighbours(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    before = _LISTED_BEFORE.search(text, max(0, start - 6), start)
    after = _LISTED_AFTER.match(text, end)
    yield from (found.span("name") for found in (before, after) if found)


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """
    Find what are probably people's names.

    :param text: one text of any length.
    :return: (start, end) pairs, in no order, perhaps overlapping. Of a name with a title only the name.
    """
    names = _listed(text, {*_full_names(text), *_short_names(text)})
    yield from names
    yield from _before_others(text, names)
    yield from _titled(text)
    yield from (found.span(1) for found in _NEIGHBOUR.finditer(text))
    yield from (found.span() for found in _SURNAME_ONLY.finditer(text))
    yield from (found.span() for found in _NICK.finditer(text))
