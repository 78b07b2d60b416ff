"""Marks of secret papers are found however they are written, and ordinary speech about secrets is not."""

import csv

import pytest

from minqing.kernel.secrecy import MARKS_FILE, SecretMark, has_secret_mark, refuse_secret, refuse_secret_names

MARKED = (
    "机密★1年",
    "关于防汛工作的通知\n秘密 ★ 10 年\n各乡镇人民政府：",
    "绝密★",
    "机密☆长期",
    "秘密★解密前",
    "密级：机密",
    "密 级:秘密",
    "保密等级：绝密",
    "【机密】",
    "机密",
    "　秘　密　",
    "机 密 级 ★ 一年",
    "机密（20年）",
    "绝密·永久",
    "机密·保密期限：10年",
    "机密*5年",
    "機密★3年",
    "内部资料，不得外传",
    "内部资料不得外传！",
    "《内部资料 严禁外传》",
    "你好，附件如下\n\n内部文件，注意保密。\n全文",
)
SPOKEN = (
    "这是我的秘密，请不要告诉别人。",
    "他们说这是机密，不给我看。",
    "村干部说这是内部资料不得外传，就是不公开账目。",
    "这个秘密我守了10年。",
    "秘密10年前就有人知道了。",
    "村里以涉密为由不公开征地补偿。",
    "机密机械厂晚上噪音大。",
    "小区物业评五星★★★★★，其实很差。",
    "选举没有秘密投票。",
    "商业秘密被前员工带走了。",
    "密级：公开",
    "密级：内部",
    "绝密消息：村口路灯又坏了。",
    "国家秘密载体销毁中心晚上味道大。",
    "保密期限到底是多久？",
)


class TestMarks:
    @pytest.mark.parametrize("text", MARKED)
    def test_are_found(self, text: str) -> None:
        assert has_secret_mark(text)

    @pytest.mark.parametrize("text", SPOKEN)
    def test_are_not_seen_in_speech(self, text: str) -> None:
        assert not has_secret_mark(text)

    def test_are_refused_without_repeating_the_text(self) -> None:
        with pytest.raises(SecretMark) as refused:
            refuse_secret("机密★1年 某某演练方案", field="words")

        assert refused.value.field == "words"
        assert "演练" not in str(refused.value)

    @pytest.mark.parametrize("name", ["机密.jpg", "关于演练的通知(秘密).pdf", "IMG_机密★1年.jpg", "秘密_2.png"])
    def test_in_the_name_of_a_file_are_refused(self, name: str) -> None:
        with pytest.raises(SecretMark):
            refuse_secret_names(["IMG_2022.jpg", name])

    def test_leave_other_names_alone(self) -> None:
        refuse_secret_names(["我的秘密花园.jpg", "IMG_2022.jpg", "", None])

    def test_each_has_a_source(self) -> None:
        with MARKS_FILE.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))

        assert {row["kind"] for row in rows} == {"level", "star", "label", "term", "line"}
        assert all(row["words"] and row["source"] for row in rows)
