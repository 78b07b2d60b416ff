"""What is masked for the handling unit, on sentences as people write them, and what must stay readable."""

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing.vault.masking import BLOCK, Span, mask

# (sentence, what must be gone, what must still be there)
SENTENCES = [
    ("我叫王秀英，住柳河村三组，电话13812345678，路灯坏了。", ["王秀英", "13812345678"], ["柳河村三组", "路灯坏了"]),
    ("我是清源镇的张建国，手机 138 1234 5678", ["张建国", "5678"], ["清源镇", "手机"]),
    ("手机１３８１２３４５６７８（全角）", ["１３８１２３４５６７８"], ["全角"]),
    ("邻居刘桂兰家的猪圈臭气熏天", ["刘桂兰"], ["家的猪圈"]),
    ("村支书李国强把低保给了他亲戚", ["李国强"], ["村支书", "低保"]),
    ("王书记说这事他不管", ["王"], ["书记说这事"]),
    ("找过李主任三次都没结果", ["李"], ["主任三次"]),
    ("我父亲陈德福今年82岁，养老金停发了", ["陈德福"], ["82岁", "养老金"]),
    ("老李头在河边乱倒垃圾", ["老李"], ["河边乱倒垃圾"]),
    ("小王说下周来修，一直没来", ["小王"], ["下周来修"]),
    ("幸福小区3号楼2单元501室漏水", ["501", "2单元"], ["幸福小区3号楼", "漏水"]),
    ("平安路18号门前的井盖坏了", ["18号"], ["平安路", "井盖"]),
    ("柳河村5组23号自来水停了", ["23号"], ["柳河村5组", "自来水"]),
    ("3-2-501漏水", ["3-2-501"], ["漏水"]),
    ("楼上302天天往下漏水", ["302"], ["天天往下漏水"]),
    ("车牌冀B12345的大货车天天超载", ["冀B12345"], ["大货车", "超载"]),
    ("冀B·D12345 新能源车占道", ["D12345"], ["占道"]),
    ("身份证130283199001011234，请核实", ["130283199001011234"], ["请核实"]),
    ("身份证号13028319900101123X", ["13028319900101123X"], ["身份证号"]),
    ("身份证尾号1234", ["1234"], ["身份证"]),
    ("银行卡6222 0200 0000 1234 567没有收到补贴", ["6222", "567"], ["没有收到补贴"]),
    ("微信号 wang_1234 联系我", ["wang_1234"], ["联系我"]),
    ("QQ:12345678", ["12345678"], ["QQ"]),
    ("发到 li.na@example.com 就行", ["li.na@example.com"], ["就行"]),
    ("座机0315-7654321", ["7654321"], ["座机"]),
    ("打我电话一三八一二三四五六七八", ["一三八一二三四五六七八"], ["打我电话"]),
    ("水费单户号 1300456789", ["1300456789"], ["水费单"]),
    ("本人姓赵，是养殖户", ["赵"], ["养殖户"]),
    ("请张伟处理", ["张伟"], ["处理"]),
    ("承包商孙浩拖欠工资38000元", ["孙浩"], ["38000元"]),
    ("包工头周大勇欠我们12个人工资", ["周大勇"], ["包工头", "12个人工资"]),
    ("施工队老板姓钱", ["姓钱"], ["施工队老板"]),
    ("我儿子李明在县一中上学", ["李明"], ["县一中"]),
    ("她叫欧阳娜娜", ["欧阳娜娜"], ["她叫"]),
    ("刘大爷摔倒了", ["刘"], ["大爷摔倒了"]),
    ("赵阿姨家没水", ["赵"], ["阿姨家没水"]),
    ("我们村会计马德彪不公开账目", ["马德彪"], ["会计", "不公开账目"]),
    ("于洪涛和张丽霞夫妻在巷口摆摊", ["于洪涛", "张丽霞"], ["夫妻在巷口摆摊"]),
    ("请告诉陈静我们等她回复", ["陈静"], ["等她回复"]),
    ("房东许光明不退押金", ["许光明"], ["不退押金"]),
    ("村民江海波家门口堆沙子", ["江海波"], ["家门口堆沙子"]),
    ("孩子叫田雨桐，在清源小学三年级2班", ["田雨桐"], ["清源小学三年级2班"]),
    ("联系人：段玉梅 18712345678", ["段玉梅", "18712345678"], ["联系人"]),
    ("严书记和韩镇长都来看过", ["严", "韩"], ["书记", "镇长都来看过"]),
    ("村东头第三家养狗太多", ["第三家"], ["养狗太多"]),
    ("我叫李桂花，老伴赵福生瘫痪在床，想问护理补贴", ["李桂花", "赵福生"], ["瘫痪在床", "护理补贴"]),
    ("举报柳河村支部书记张德贵侵占低保款", ["张德贵"], ["柳河村支部书记", "侵占低保款"]),
    ("老板胡金山欠薪八个月", ["胡金山"], ["老板", "欠薪八个月"]),
    ("请帮我转告高海燕，我的手机是1 3 8 0 0 1 3 8 0 0 0", ["高海燕", "1 3 8"], ["转告"]),
    ("隔壁周家盖房占了公共巷道", ["周"], ["家盖房占了公共巷道"]),
    ("南头王二狗家养了三十只鹅", ["王二狗"], ["家养了三十只鹅"]),
    ("王强、李伟、赵敏三户联名反映", ["王强", "李伟", "赵敏"], ["三户联名反映"]),
    ("快递员冯涛把包裹扔在路边", ["冯涛"], ["快递员", "扔在路边"]),
    ("派出所的小刘态度不好", ["小刘"], ["派出所", "态度不好"]),
    ("户口本上写错了，应该是秦晓东不是秦小东", ["秦晓东", "秦小东"], ["户口本"]),
    ("收款人 许秀兰 卡号 6217000012345678901", ["许秀兰", "6217"], ["收款人"]),
    ("我的编号 7K3F-Q2MX-90TB-A1ZD-5 查不到", ["7K3F"], ["查不到"]),
]  # fmt: skip

UNTOUCHED = [
    "9月3号停水，到15号还没来",
    "村里15号开会说的事没有办",
    "2号井抽不上水",
    "影响12户人家",
    "2026年3月投诉过，编号2026-000417",
    "高压线离房子太近",
    "马路上有坑",
    "许多人反映过",
    "周围环境差",
    "黄河路的路灯不亮",
    "石头堵了渠",
    "关于修路的事",
    "何时能修好",
    "任何人都不管",
    "安全出口堵了",
    "金额1234567元",
    "建设路与文化街交叉口",
    "王家庄村三组",
    "李庄水库的水放不下来",
    "党员活动室没开门",
    "金银花基地的路坏了",
    "白天停电晚上来电",
    "常年积水",
    "青禾县清源镇柳河村",
    "我是柳河村的村民",
    "我是低保户",
    "我是高三学生家长",
    "我是外地来的",
    "由水务局负责",
    "时任书记同意的",
    "温度太低暖气不热",
    "毛毛雨就积水",
    "于家沟小学",
    "申请低保",
    "同一单元好几家都这样",
    "网上定的电动车三天就坏",
    "儿童主任当日上门",
    "户口和房本不在一处",
    "施工方经理不在，项目经理也不在",
    "马家沟段路面破损",
    "李家湾水库放水",
    "许家窑村二组变压器坏了",
    "江苏来的收粮车",
    "找村里，村里说找书记",
    "第三户型的房子",
    "身份证号码写错，去哪里改",
    "9号晚上到10号前停水",
    "每人200-300元，3-5天，6-8人",
    "总投资1234567890元，面积12345678平方米",
    "G6高速、101国道、105路公交",
    "从早上8点等到11点30分",
    "路宽3.5米，长1200米",
]


class TestMask:
    @pytest.mark.parametrize(("sentence", "gone", "kept"), SENTENCES)
    def test_hides_who_is_meant_and_leaves_what_is_the_matter(
        self, sentence: str, gone: list[str], kept: list[str]
    ) -> None:
        masked = mask(sentence)

        assert BLOCK in masked.text
        assert [piece for piece in gone if piece in masked.text] == []
        assert [piece for piece in kept if piece not in masked.text] == []

    @pytest.mark.parametrize("sentence", UNTOUCHED)
    def test_leaves_ordinary_words_places_and_dates_alone(self, sentence: str) -> None:
        assert mask(sentence).text == sentence

    @pytest.mark.parametrize(("sentence", "gone", "kept"), SENTENCES)
    def test_says_nothing_new_about_its_own_result(self, sentence: str, gone: list[str], kept: list[str]) -> None:
        once = mask(sentence).text

        assert mask(once).text == once

    def test_strikes_out_what_is_known_however_it_is_spaced(self) -> None:
        masked = mask("找仓央措姆，139-0000 1111 或一三九零零零零一一一一", known=["仓央措姆", "13900001111"])

        assert masked.text == f"找{BLOCK}，{BLOCK} 或{BLOCK}"

    def test_masks_what_the_resident_chose_and_ignores_nonsense(self) -> None:
        masked = mask("我家养了三只羊", extra_spans=[(4, 7), (90, 99), (5, 5), (-3, 1)])

        assert masked.text == f"{BLOCK}家养了{BLOCK}"
        assert masked.spans == (Span(0, 1, "chosen"), Span(4, 7, "chosen"))

    def test_gives_every_masked_piece_the_same_width(self) -> None:
        assert len(mask("我叫王秀英。").text) == len(mask("我叫欧阳娜娜。").text)

    def test_is_quick_on_ten_thousand_characters(self) -> None:
        assert BLOCK in mask("邻居刘桂兰家的猪圈臭气熏天，13812345678。" * 400).text

    @pytest.mark.parametrize("piece", ["1", "13", "1-", "0123-", "王", "王国", "房", "A", "a.b@c.", "路一", " "])
    def test_cannot_be_kept_busy_by_a_text_made_for_it(self, piece: str) -> None:
        text = (piece * 10_000)[:10_000]
        began = perf_counter()

        mask(text)

        assert perf_counter() - began < 10

    @settings(deadline=None)
    @given(st.text(max_size=200), st.lists(st.tuples(st.integers(-5, 210), st.integers(-5, 210)), max_size=4))
    def test_keeps_spans_in_order_inside_the_text_and_apart(self, text: str, chosen: list[tuple[int, int]]) -> None:
        spans = mask(text, extra_spans=chosen).spans

        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(before.end <= after.start for before, after in pairwise(spans))

    @settings(deadline=None)
    @given(st.integers(13000000000, 19999999999), st.text("。，的了在是路水电我们", max_size=8))
    def test_lets_no_mobile_number_through(self, number: int, around: str) -> None:
        assert str(number) not in mask(f"{around}{number}{around}").text
