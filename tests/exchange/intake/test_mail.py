"""A mail becomes a request, or is added to one, or waits for a person; and no two machines write to each other."""

import io
import re
import sys
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from tests.exchange.intake.conftest import mail
from tests.factories import cases as make
from tests.factories.vault import picture

from minqing.cases import queries, receipts
from minqing.cases.codes import Channel
from minqing.cases.models import Case
from minqing.exchange.intake.codes import State, Why
from minqing.exchange.intake.mail.handing_over import LATER, TOO_LARGE, receive_mail
from minqing.exchange.intake.mail.way import take_mail
from minqing.exchange.intake.registering import MOST_AN_HOUR
from minqing.exchange.intake.taking import MOST_BYTES, TooLarge
from minqing.exchange.intake.working import TRIES, drop_arrivals, work_due
from minqing.exchange.models import Arrival
from minqing.kernel.access import system_actor
from minqing.kernel.errors import Refused, TooMany
from minqing.ledger.deliveries import run_due
from minqing.ledger.queries import facts_about
from minqing.vault.models import Photo, SealedText
from minqing.vault.opening import texts_of

AT = make.AT
MARK = re.compile(r"\[MQ:[0-9A-Z]{20}\]")
Sent = list[dict[str, str]]


def arrives(raw: bytes, *, at: Any = AT) -> Arrival:
    """One mail, kept and worked on."""
    arrival = take_mail(raw, at=at)
    work_due(at)
    return Arrival.objects.get(pk=arrival)


def told(at: Any = AT) -> None:
    """Send what is owed."""
    while run_due(at):
        pass


class TestRequest:
    def test_is_filed_where_the_words_say_and_answered_with_a_receipt(self, office: make.County, sent: Sent) -> None:
        arrival = arrives(mail())
        told()

        case = Case.objects.get()
        assert (arrival.state, arrival.number) == (State.REGISTERED, case.number)
        assert (case.channel, case.place_path, case.on_behalf) == (Channel.MAIL, make.VILLAGE, False)
        (answer,) = sent
        assert answer["to"] == "xiulan@mail.example"
        assert MARK.search(answer["subject"])
        receipt = re.search(r"Receipt ([0-9A-Z-]{21})", answer["body"])
        assert receipt is not None
        assert queries.receipt_page(receipt[1], at=AT).number == case.number

    def test_keeps_name_and_address_in_the_vault_alone(self, office: make.County, sent: Sent) -> None:
        arrives(mail("柳河村的灯坏了。我叫王秀兰，写信到 xiulan@mail.example。"))

        case = Case.objects.get()
        text = case.texts.get().text
        assert "王秀兰" not in text
        assert "xiulan" not in text
        assert dict(texts_of(case.uuid, "name", "address")) == {"name": "王秀兰", "address": "xiulan@mail.example"}
        row = Arrival.objects.values().get()
        assert "xiulan" not in str(row)
        assert "柳河" not in str(row)

    def test_arrives_once_however_often_it_is_brought(self, office: make.County, sent: Sent) -> None:
        again = mail().replace(b"From:", b"Received: by relay.example; later\nFrom:", 1)

        first, second = arrives(mail()), arrives(again)

        assert first.pk == second.pk
        assert Case.objects.count() == 1

    def test_is_filed_once_where_the_machine_died_in_between(self, office: make.County, sent: Sent) -> None:
        arrival = arrives(mail())
        Arrival.objects.filter(pk=arrival.pk).update(state=State.WAITING, number="", case_id=None, not_before=AT)

        work_due(AT)

        assert Case.objects.count() == 1
        assert Arrival.objects.get().state == State.REGISTERED

    def test_is_told_of_each_step_by_mail(self, office: make.County, sent: Sent) -> None:
        number = arrives(mail()).number
        told()
        sent.clear()

        make.service.accept(number=number, matter_number=131, actor=office.intake, at=AT + timedelta(minutes=1))
        told(AT + timedelta(minutes=2))

        assert [one["by"] for one in sent if one["to"] == "xiulan@mail.example"] == ["email"]

    def test_leaves_nothing_of_the_mail_behind(self, office: make.County, sent: Sent) -> None:
        arrival = arrives(mail())

        drop_arrivals(AT + timedelta(hours=1))

        assert not SealedText.objects.filter(case_id=arrival.pk).exists()
        assert Arrival.objects.get().held is False
        assert [fact.kind for fact in facts_about(arrival.ref)] == ["intake.arrived", "intake.taken"]


class TestWords:
    @pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030", "utf-8"])
    def test_are_read_in_whatever_letters(self, charset: str, office: make.County, sent: Sent) -> None:
        message = EmailMessage()
        message["From"], message["Message-ID"] = "a@mail.example", "<2@mail.example>"
        message.set_content("柳河村口路灯不亮。", charset=charset, cte="quoted-printable")

        arrives(message.as_bytes())

        assert "柳河村口路灯不亮" in Case.objects.get().texts.get().text

    def test_are_read_where_the_mail_names_a_smaller_set(self, office: make.County, sent: Sent) -> None:
        raw = (
            b"From: a@mail.example\r\nMessage-ID: <3@mail.example>\r\nContent-Type: text/plain; charset=gb2312\r\n"
            b"Content-Transfer-Encoding: 8bit\r\n\r\n" + "柳河村的㙟头边堆了垃圾，请派人清理。".encode("gb18030")
        )

        arrives(raw)

        assert "㙟" in Case.objects.get().texts.get().text

    def test_of_html_alone_are_made_plain(self, office: make.County, sent: Sent) -> None:
        message = EmailMessage()
        message["From"], message["Message-ID"] = "a@mail.example", "<4@mail.example>"
        message.set_content(
            "<html><head><style>p{color:red}</style></head><body><p>柳河村&nbsp;路灯坏了</p><script>x()</script></body>",
            subtype="html",
        )

        arrives(message.as_bytes())

        assert Case.objects.get().texts.get().text.split() == ["柳河村", "路灯坏了"]

    def test_begin_with_the_subject_unless_they_say_it(self, office: make.County, sent: Sent) -> None:
        arrives(mail("柳河村路灯坏了三天。", subject="村口太黑"))

        assert Case.objects.get().texts.get().text.startswith("村口太黑\n柳河村")

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"\x00\xff\xfe garbage",
            b"From: a@b.example\nSubject: =?utf-8?b?!!!?=\nContent-Type: multipart/mixed\n\nx",
            b'From: =?x?q?\nContent-Type: text/plain; charset="no-such"\n\n\xff\xfe',
        ],
    )
    def test_that_are_none_hold_up_nobody(self, raw: bytes, office: make.County, sent: Sent) -> None:
        take_mail(raw, at=AT)

        arrives(mail())

        assert Case.objects.count() == 1
        assert not Arrival.objects.filter(state=State.WAITING, error="").exists()


class TestPhotos:
    def with_photos(self, *photos: tuple[bytes, str]) -> bytes:
        """A mail with attachments."""
        message = EmailMessage()
        message["From"], message["Message-ID"] = "a@mail.example", "<5@mail.example>"
        message.set_content("柳河村的井盖坏了。")
        for data, kind in photos:
            main, sub = kind.split("/")
            message.add_attachment(data, maintype=main, subtype=sub, filename="a")
        return message.as_bytes()

    def test_come_along_and_what_is_no_picture_stays_behind(self, office: make.County, sent: Sent) -> None:
        arrives(self.with_photos((picture(), "image/jpeg"), (b"MZ not a picture", "image/png"), (b"%PDF", "app/pdf")))

        assert Photo.objects.count() == 1
        assert Case.objects.count() == 1

    def test_above_nine_stay_behind(self, office: make.County, sent: Sent) -> None:
        arrives(self.with_photos(*[(picture(size=(64, 48)), "image/jpeg")] * 11))

        assert Photo.objects.count() == 9


class TestAnswer:
    def answer(self, subject: str, words: str = "还是不亮。", **headers: str) -> bytes:
        """What the resident's program sends when she answers."""
        return mail(f"{words}\n\n在 2026年9月3日，民情 写道：\n> 收到了", subject=subject, **headers)

    def test_is_added_to_its_request(self, office: make.County, sent: Sent) -> None:
        arrives(mail())
        told()

        added = arrives(self.answer(f"回复: {sent[0]['subject']}", Message_ID="<9@x.example>"))

        assert added.state == State.ADDED
        assert Case.objects.get().texts.get(added=True).text == "还是不亮。"

    def test_is_known_by_what_it_refers_to(self, office: make.County, sent: Sent) -> None:
        arrives(mail())
        told()
        mark = MARK.findall(sent[0]["subject"])[0][4:-1]

        added = arrives(self.answer("灯", In_Reply_To=f"<abc.{mark}@minqing.example>", Message_ID="<9@x.example>"))

        assert added.state == State.ADDED

    def test_with_a_guessed_number_or_mark_is_a_request_of_its_own(self, office: make.County, sent: Sent) -> None:
        number = arrives(mail()).number
        guessed = receipts.reply_token("00000000-0000-0000-0000-000000000000")

        for count, subject in enumerate((f"关于 {number}", f"Re: [MQ:{guessed}]")):
            found = arrives(mail("柳河村的水浑。", subject=subject, Message_ID=f"<s{count}@x.example>"))
            assert found.state == State.REGISTERED

        assert Case.objects.get(serial=int(number[5:])).texts.count() == 1

    def test_to_a_request_that_has_left_the_office_waits_for_a_person(self, office: make.County, sent: Sent) -> None:
        first = arrives(mail())
        told()
        receipt = receipts.code_for(f"mail:{first.pk}")
        make.service.withdraw_case(receipt=receipt, at=AT + timedelta(minutes=1))

        added = arrives(self.answer(sent[0]["subject"], Message_ID="<9@x.example>"), at=AT + timedelta(minutes=2))

        assert (added.state, added.why) == (State.NEEDS_PERSON, Why.CLOSED)


class TestMachines:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Auto_Submitted": "auto-replied"},
            {"Precedence": "bulk"},
            {"List_Id": "<news.example>"},
            {"Return_Path": "<>"},
            {"From": "MAILER-DAEMON@mail.example"},
            {"From": "no-reply@shop.example"},
            {"From": "liuyan+7K@qinghe.example"},
        ],
    )
    def test_are_never_answered(self, headers: dict[str, str], office: make.County, sent: Sent) -> None:
        arrival = arrives(mail(**headers))
        told()

        assert (arrival.state, arrival.why) == (State.REFUSED, Why.AUTOMATIC)
        assert sent == []
        assert not Case.objects.exists()


class TestPerson:
    def test_decides_where_no_village_is_named(self, office: make.County, sent: Sent) -> None:
        arrival = arrives(mail("我们村口的路灯坏了。"))
        told()

        assert (arrival.state, arrival.why) == (State.NEEDS_PERSON, Why.NO_PLACE)
        (answer,) = sent
        assert "Somebody looks at it" in answer["body"]

    def test_is_not_waited_for_where_a_life_is_in_danger(self, office: make.County, sent: Sent) -> None:
        arrival = arrives(mail("家里有很浓的煤气味，快来人！", subject="救命"))

        case = Case.objects.get()
        assert arrival.state == State.REGISTERED
        assert (case.danger, case.place_path) == ("gas", make.COUNTY)

    def test_looks_at_a_flood_from_one_sender(self, office: make.County, sent: Sent) -> None:
        for count in range(MOST_AN_HOUR + 2):
            arrives(mail(f"柳河村路灯坏了，第{count}次。", Message_ID=f"<f{count}@x.example>"))

        assert Case.objects.count() == MOST_AN_HOUR
        assert list(Arrival.objects.filter(state=State.NEEDS_PERSON).values_list("why", flat=True)) == [Why.FLOOD] * 2

    def test_is_asked_after_a_mail_that_fails_again_and_again(
        self, office: make.County, sent: Sent, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        arrival = take_mail(mail(), at=AT)
        SealedText.objects.filter(case_id=arrival).update(sealed=b"broken")
        at = AT
        for _try in range(TRIES):
            work_due(at)
            at += timedelta(hours=7)

        found = Arrival.objects.get(pk=arrival)
        assert (found.state, found.why, found.error) == (State.NEEDS_PERSON, Why.FAILED, "NotOurs")


class TestRefusals:
    def test_of_secret_papers_keeps_nothing(self, office: make.County, sent: Sent) -> None:
        arrival = arrives(mail("柳河村 机密★1年 关于供水的通知"))
        drop_arrivals(AT)

        assert (arrival.state, arrival.why) == (State.REFUSED, Why.SECRET)
        assert "secrecy office" in sent[0]["body"]

    def test_of_what_is_too_large(self, office: make.County) -> None:
        with pytest.raises(TooLarge):
            take_mail(b"From: a@b.example\n\n" + b"x" * MOST_BYTES, at=AT)

    def test_of_a_flood_leaves_it_with_the_mail_server(self, office: make.County, monkeypatch: Any) -> None:
        monkeypatch.setattr("minqing.exchange.intake.taking.MOST_AN_HOUR", 2)
        for count in range(2):
            take_mail(mail(Message_ID=f"<{count}@x.example>"), at=AT)

        with pytest.raises(TooMany):
            take_mail(mail(Message_ID="<3@x.example>"), at=AT)

    def test_before_there_is_a_county(self, db: None) -> None:
        with pytest.raises(Refused):
            take_mail(mail(), at=AT)


class TestPipe:
    OPERATOR = system_actor("operator")

    def hand_over(self, raw: bytes, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Put a mail on standard input."""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return receive_mail(actor=self.OPERATOR, at=AT)

    def test_keeps_one_mail(self, office: make.County, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.hand_over(mail(), monkeypatch) == ["Kept."]
        assert Arrival.objects.count() == 1

    def test_leaves_it_with_the_server_where_it_cannot_be_kept(self, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(SystemExit) as ended:
            self.hand_over(mail(), monkeypatch)

        assert ended.value.code == LATER

    def test_sends_back_what_is_too_large(self, office: make.County, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(SystemExit) as ended:
            self.hand_over(b"x" * (MOST_BYTES + 1), monkeypatch)

        assert ended.value.code == TOO_LARGE
