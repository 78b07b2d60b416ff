"""Words of danger: what must wake somebody, and what must not."""

from pathlib import Path

import pytest

from minqing.vault.danger import danger_in


def lines(name: str) -> list[str]:
    """Read sentences, one a line; headings begin with #."""
    text = (Path(__file__).parent / "danger" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


DANGEROUS = [
    ("是不是煤气泄漏了", "gas", "119"),
    ("有没有煤气泄漏，请来查", "gas", "119"),
    ("没有人管，煤气味很大", "gas", "119"),
    ("没有煤气味，可是报警器一直响，人头晕", "gas", "119"),
    ("我家厨房闻到很浓的煤气味，人都出来了", "gas", "119"),
    ("楼下燃气管道漏气，一股味", "gas", "119"),
    ("煤气罐在漏气，不敢动", "gas", "119"),
    ("化肥厂氨气泄漏，眼睛都睁不开", "gas", "119"),
    ("老两口烧炉子煤气中毒了", "gas", "119"),
    ("邻居家着火了，快来人", "fire", "119"),
    ("楼道里充电的电瓶车冒烟", "fire", "119"),
    ("后山起火，风很大", "fire", "119"),
    ("变压器打火花还冒火", "fire", "119"),
    ("西屋的墙要倒了，里面还住着老人", "collapse", "119"),
    ("桥面塌了一半，车还在过", "collapse", "119"),
    ("河堤出现管涌", "collapse", "119"),
    ("有人掉进窨井里了", "collapse", "119"),
    ("高压线断了掉在路上", "collapse", "119"),
    ("三组后坡正在滑坡", "collapse", "119"),
    ("我不想活了，你们都不管", "suicide", "110"),
    ("她说要跳楼，现在在楼顶", "suicide", "110"),
    ("再不解决我就喝农药死给你们看", "suicide", "110"),
    ("孩子走丢了，五岁，穿红衣服", "child", "110"),
    ("隔壁天天毒打孩子，身上全是伤痕", "child", "110"),
    ("有老师猥亵女学生", "child", "110"),
    ("女儿一晚上没回家，电话不通", "child", "110"),
    ("丈夫喝醉了又打我，求你们救救我", "violence", "110"),
    ("他提着菜刀堵在门口", "violence", "110"),
    ("有人持刀伤人", "violence", "110"),
    ("他扬言要杀了我全家", "violence", "110"),
    ("我妈被他们关起来不让出门", "violence", "110"),
    ("老人昏迷不醒，叫不应", "medical", "120"),
    ("学校食堂吃完好多孩子食物中毒", "medical", "120"),
    ("路口车祸，一个人倒在地上动不了", "medical", "120"),
    ("煤 气 泄 漏 了", "gas", "119"),
]

ORDINARY = [
    "厨房没有煤气味",
    "没闻到煤气味",
    "不是煤气泄漏",
    "已经没有煤气味了",
    "孩子没有走失",
    "煤气罐换证在哪里办",
    "天然气什么时候开通，费用多少",
    "燃气公司收费不合理",
    "液化气罐年检到期了",
    "小区消防通道被私家车占用",
    "楼道堆满杂物，怕着火，请来清理",
    "建议在村里开展火灾预防宣传",
    "存在火灾隐患，请检查",
    "防火期什么时候结束",
    "这家火锅店油烟大",
    "孩子上学划片问题",
    "儿童医保卡丢了怎么补办",
    "路面有坑，下雨积水",
    "下水道堵了，臭得要死",
    "自来水浑浊，有味道",
    "噪音吵得要死，睡不着",
    "希望学校办一次预防溺水讲座",
    "去年我家房子着火，救助款还没有发",
    "地质灾害避险搬迁补助怎么申请",
    "反家暴宣传栏破了",
    "砍了我家两棵树没有赔",
    "牛死了，问保险怎么赔",
    "路灯坏了半个月没人修",
    "村民代表会议没有公开账目",
    "漏电保护器总是跳闸",
    "生意不好，房租太高",
    "猪场的气味很大",
    "垃圾没有人清运",
    "医保报销比例是多少，昏迷病人报销有区别吗",
    "请问高龄补贴怎么领",
    "",
]


# A second set, written before the lists were widened: which danger matters less than that one is heard.
HEARD = """
屋里一股燃气味，不敢开灯
厨房好像漏煤气
液化气瓶嘶嘶响漏气了
小区天然气管道被挖断了，正往外喷气
沼气池里有人晕倒
一氧化碳报警器一直响，人头晕
对面楼着火，好大的烟
二楼窗户往外冒黑烟
麦秸垛烧起来了
电瓶车爆炸
山上有明火
房子要塌了
围墙倒了压住人
我家房子被水淹了人在屋顶
孩子掉水库里了
有人落水
洪水进村了老人还没出来
河水漫上来了，堤快撑不住
塔吊晃得厉害要倒
电线掉在水里，有人触电
井盖没了，小孩掉下去了
活着没意思，死了算了
我想死
遗书写好了
她喝了药，还在家里
要从桥上跳下去
我老公要自杀
割腕了
爸爸天天打我，我害怕
我十三岁，继父摸我
女儿被人带走了
小孩一个人被锁在车里
奶奶说孙子三天没吃饭被关着
同学们把他打得站不起来
学校里有人带刀
他拿刀要砍我
前夫在砸门，说要弄死我
老公打我，我不敢回家
有人在门口打架，流血了
讨债的把我爸扣住不放
有人要杀我
被人非法拘禁
我妈突然不能说话，嘴歪了
老人倒在路边没人管
老人摔倒起不来
被狗咬得很厉害流血不止
吃了野蘑菇全家上吐下泻
孕妇要生了，救护车进不来
工人从脚手架上摔下来
被蛇咬了
被车撞了，人不动了
爷爷喘不上气
救命
快来救人
"""

UNHEARD = """
路灯杆歪了
煤气费怎么交
想装天然气
天然气价格贵
液化气站选址离村太近
消防通道堵了
建议买火灾保险
火锅店噪音
锅炉烟囱冒烟污染
饭店油烟大
秸秆禁烧什么时候开始
烧纸扰民
工地扬尘
房子漏水
墙皮脱落
桥面坑洼
河道垃圾多
水库放水通知
防汛沙袋不够
井盖松动
电线太低
电线老化
漏电保护器坏了
学校门口堵车
孩子打疫苗
孩子上学太远
老师布置作业太多
幼儿园收费
打架斗殴的录像哪里看
邻居吵架
物业打人的事去年处理了吗
狗扰民
猫狗粪便
老人补贴
老人食堂
医院排队
挂号难
救护车收费
死亡证明怎么开
死猪没人收
死树要倒了没人砍
树枝伸到窗户
车祸多发路段要装护栏
限速
打车难
打印机坏了
打死也不搬
热死了
累死人
笑死
火车站
着急
失火保险
反诈宣传
心理咨询热线是多少
举报赌博
举报吸毒
卖假药
工资拖欠
杀虫剂
杀猪的噪音
刀具店
菜刀磨刀服务
枪声扰民鸟
爆米花机扰民
放鞭炮
烟花爆竹销售点太近
中毒急救知识讲座
水质有味
食堂饭菜不新鲜
下水道塌陷
路面塌陷一个坑
山体绿化
滑坡治理资金
房屋鉴定为危房怎么补助
孩子户口
孩子学籍丢了
孩子书包丢了
小孩在马路上玩不安全
学生欺凌预防讲座
自杀干预热线
蓄水池没盖怕孩子掉进去
担心房子倒塌
家里着过火，五年前
低血压能报慢病吗
心脏病门诊报销
中风后遗症残疾证
"""


class TestDangerIn:
    @pytest.mark.parametrize(("text", "kind", "call"), DANGEROUS)
    def test_hears_a_danger_and_names_the_number_to_call(self, text: str, kind: str, call: str) -> None:
        danger = danger_in(text)

        assert danger is not None
        assert (danger.kind, danger.call) == (kind, call)

    @pytest.mark.parametrize("text", ORDINARY)
    def test_lets_ordinary_trouble_go_its_ordinary_way(self, text: str) -> None:
        assert danger_in(text) is None

    @pytest.mark.parametrize("text", HEARD.split())
    def test_hears_danger_in_peoples_own_words(self, text: str) -> None:
        assert danger_in(text) is not None

    @pytest.mark.parametrize("text", UNHEARD.split())
    def test_wakes_nobody_for_nothing(self, text: str) -> None:
        assert danger_in(text) is None

    @pytest.mark.parametrize("text", lines("heard.txt"))
    def test_hears_what_villagers_type(self, text: str) -> None:
        assert danger_in(text) is not None

    @pytest.mark.parametrize("text", lines("everyday.txt"))
    def test_lets_complaints_that_sound_alike_pass(self, text: str) -> None:
        assert danger_in(text) is None

    def test_what_is_over_does_not_hide_what_goes_on(self) -> None:
        assert danger_in("去年家里着火") is None
        assert danger_in("去年就打过我，现在他拿刀在砍门") is not None
        assert danger_in("以前也打，今天把我打得起不来") is not None

    def test_reads_old_signs(self) -> None:
        assert danger_in("樓下煙很大著火了") is not None

    def test_is_quick_on_ten_thousand_characters(self) -> None:
        assert danger_in("路灯坏了半个月没人修，" * 900) is None
