"""Standard replies: for a matter and an outcome, filled in with facts of the request and nothing else."""

from datetime import timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.answering.fields import FIELDS, filled
from minqing.kernel.errors import Refused

AT = make.AT


def keep(who: make.County, text: str, **more: object) -> str:
    return service.set_standard_reply(title="路灯", text=text, actor=who.keeper, at=AT, **more)  # type: ignore[arg-type]


@pytest.mark.django_db
class TestSetStandardReply:
    def test_refuses_a_field_that_does_not_exist_while_it_is_kept(self, who: make.County) -> None:
        for text in ("{name}，您好。", "编号{numbre}", "{电话}"):
            with pytest.raises(Refused, match="number"):
                keep(who, text)

        assert queries.standard_replies(actor=who.water) == ()

    def test_refuses_an_outcome_that_does_not_exist(self, who: make.County) -> None:
        with pytest.raises(Refused):
            keep(who, "已修好。", outcome="solved")

    def test_keeps_what_is_for_one_matter_or_one_outcome_in_the_list(self, who: make.County) -> None:
        keep(who, "已修好。", matter_number=132, outcome="partly")

        (kept,) = queries.standard_replies(actor=who.keeper)
        assert (kept.matter_number, kept.outcome) == (132, "partly")
        assert queries.standard_replies(actor=who.keeper, matter_number=101) == ()


@pytest.mark.django_db
class TestRepliesFor:
    def test_fills_in_the_facts_of_the_request(self, who: make.County) -> None:
        keep(who, "{number} {matter} {unit} {place} {registered_day} {promised_day} {today}")
        made = make.in_hand(who)
        card = queries.case_card(made.number, actor=who.water, at=AT)

        (reply,) = queries.replies_for(card, actor=who.water, at=AT + timedelta(days=1))

        assert made.number in reply.text
        assert "县水务局" in reply.text
        assert "{" not in reply.text

    def test_knows_no_field_for_who_wrote(self, who: make.County) -> None:
        assert not {"name", "phone", "contact", "alias", "words"} & set(FIELDS)
        keep(who, "".join(f"{{{name}}}" for name in FIELDS))
        made = make.in_hand(who, name="王秀兰", phone="13800001234")
        card = queries.case_card(made.number, actor=who.water, at=AT)

        said = queries.replies_for(card, actor=who.water, at=AT)[0].text

        assert "王秀兰" not in said
        assert "13800001234" not in said

    def test_leaves_other_braces_as_they_stand(self) -> None:
        assert filled("{a b} { } {number}", {"number": "1"}) == "{a b} { } 1"
