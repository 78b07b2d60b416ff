"""Words of danger: what must wake somebody, and what must not."""

import pytest

from minqing.vault.danger import danger_in

DANGEROUS = [
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


class TestDangerIn:
    @pytest.mark.parametrize(("text", "kind", "call"), DANGEROUS)
    def test_hears_a_danger_and_names_the_number_to_call(self, text: str, kind: str, call: str) -> None:
        danger = danger_in(text)

        assert danger is not None
        assert (danger.kind, danger.call) == (kind, call)

    @pytest.mark.parametrize("text", ORDINARY)
    def test_lets_ordinary_trouble_go_its_ordinary_way(self, text: str) -> None:
        assert danger_in(text) is None

    def test_is_quick_on_ten_thousand_characters(self) -> None:
        assert danger_in("路灯坏了半个月没人修，" * 900) is None
