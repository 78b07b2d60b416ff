"""The pages of shared data: the catalogue, a grant given and withdrawn, and what the one who answers for data sees."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from tests.factories import cases as make
from tests.factories import sharing as share
from tests.web.office.seats import Office, client_of

from minqing.exchange.models import Client as SystemRow
from minqing.exchange.models import DataGrant, DataSubscription
from minqing.exchange.sharing import using
from minqing.exchange.sharing.elements import element_owner, elements
from minqing.insight.own.columns import TITLES
from minqing.kernel.times import day_of
from minqing.web.choices import forget_choices

pytestmark = pytest.mark.django_db
PAGES = "/office/sharing/"
SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]{44}")
CLOSED = "fact:case.closed"
NEW = f"{PAGES}grants/new?element={share.FIGURE}&element={CLOSED}"


def filled(system: share.Partner, **changes: Any) -> dict[str, Any]:
    """A filled form."""
    today = day_of(timezone.now())
    plain: dict[str, Any] = {
        "client_id": system.id,
        "purpose": "全省供水抢修调度",
        "legal_basis": "政务数据共享条例第十八条",
        "elements": [share.FIGURE, f"{CLOSED}#late"],
        "org_path": make.COUNTY,
        "place_path": make.COUNTY,
        "first_day": "2026-09-01",
        "last_day": "2026-12-31",
        "expires_on": (today + timedelta(days=90)).isoformat(),
    }
    return plain | changes


def shown(client: Client, address: str) -> str:
    """A page between its frame and its end."""
    return client.get(address).content.decode().split('<main id="main"')[1].split("</main>", maxsplit=1)[0]


class TestCatalogue:
    def test_is_for_everybody_and_lets_only_who_shares_tick(self, office: Office) -> None:
        page, mine = (shown(client_of(one), f"{PAGES}?kind=all") for one in (office.idle, office.sharer))

        assert "办结诉求" in page or "办结" in page
        assert 'type="checkbox"' not in page
        assert f'value="{CLOSED}"' in mine
        assert 'value="fact:rating.given"' not in mine

    def test_narrows_by_kind_words_and_whether_it_may_be_shared(self, office: Office) -> None:
        client = client_of(office.sharer)

        assert "case.closed" not in shown(client, f"{PAGES}?kind=measure")
        assert "case.closed" in shown(client, f"{PAGES}?text=case.closed")
        assert "rating.given" not in shown(client, f"{PAGES}?open=1")
        assert "没有符合的数据要素" in shown(client, f"{PAGES}?text=没有这一项")

    def test_leaves_as_a_file_with_every_element(self, office: Office) -> None:
        text = client_of(office.idle).get(f"{PAGES}?as=csv&kind=all").content.decode("utf-8-sig")

        assert len(text.splitlines()) == len(elements()) + 1

    def test_calls_every_column_by_a_title(self) -> None:
        names = {each.name for one in elements() if one.is_open for each in one.columns}

        assert sorted(names - set(TITLES)) == []

    @pytest.mark.parametrize("key", [CLOSED, share.FIGURE, "fact:rating.given"])
    def test_has_a_page_for_each(self, office: Office, key: str) -> None:
        assert client_of(office.idle).get(f"{PAGES}elements/{key}/").status_code == 200
        assert client_of(office.idle).get(f"{PAGES}elements/fact:no.such/").status_code == 404

    def test_says_who_answers_once_somebody_said_so(self, office: Office) -> None:
        client = client_of(office.sharer)

        client.post(f"{PAGES}elements/{CLOSED}/owner", {"org_path": make.WATER})

        assert element_owner(CLOSED).org_path == make.WATER
        assert "县水务局" in shown(client, f"{PAGES}elements/{CLOSED}/")


class TestNewGrant:
    def test_asks_for_something_ticked_first(self, office: Office) -> None:
        answer = client_of(office.sharer).get(f"{PAGES}grants/new")

        assert (answer.status_code, answer["Location"]) == (302, f"{PAGES}?open=1")

    def test_says_so_where_no_system_is_registered_yet(self, office: Office) -> None:
        SystemRow.objects.update(closed_at=timezone.now())
        forget_choices()

        assert "这里还没有可选的" in shown(client_of(office.sharer), NEW)

    def test_offers_what_was_ticked_with_its_columns_and_nothing_else(self, office: Office) -> None:
        page = shown(client_of(office.sharer), NEW)

        assert f'value="{CLOSED}#late"' in page
        assert 'value="fact:case.replied"' not in page

    def test_gives_it_and_shows_it(self, office: Office) -> None:
        client = client_of(office.sharer)
        answer = client.post(NEW, filled(share.partner()))

        grant = DataGrant.objects.get()
        assert answer["Location"] == f"{PAGES}grants/"
        assert "全省供水抢修调度" in shown(client, f"{PAGES}grants/")
        page = shown(client, f"{PAGES}grants/{grant.pk}/")
        assert "是否超期" in page
        assert "政务数据共享条例第十八条" in page

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"purpose": ""}, "aria-invalid"),
            ({"expires_on": "2020-01-01"}, "不能早于今天"),
            ({"expires_on": "2199-01-01"}, "最长两年"),
            ({"last_day": "2026-08-01"}, "开始的日子在结束的后面"),
        ],
    )
    def test_loses_nothing_where_something_is_wrong(self, office: Office, wrong: dict[str, Any], words: str) -> None:
        answer = client_of(office.sharer).post(NEW, filled(share.partner(), **wrong))

        page = answer.content.decode()
        assert answer.status_code == 422
        assert words in page
        assert "政务数据共享条例第十八条" in page
        assert not DataGrant.objects.exists()


class TestGrant:
    def test_is_withdrawn_by_its_page(self, office: Office) -> None:
        grant, client = share.granted(share.partner(), timezone.now()), client_of(office.sharer)

        assert "收回" in shown(client, f"{PAGES}grants/{grant}/")
        client.post(f"{PAGES}grants/{grant}/withdraw")

        assert DataGrant.objects.get().withdrawn_at is not None
        assert "已收回" in shown(client, f"{PAGES}grants/{grant}/")
        assert client.get(f"{PAGES}grants/{grant}/withdraw").status_code == 404

    def test_and_its_uses_are_seen_by_whoever_answers_for_the_data(self, office: Office) -> None:
        client_of(office.sharer).post(f"{PAGES}elements/{share.FIGURE}/owner", {"org_path": make.WATER})
        partner = share.partner()
        grant = share.granted(partner, timezone.now())
        days = {"start": make.AT.date(), "end": make.AT.date() + timedelta(days=1)}
        now = timezone.now()
        using.figure(partner.actor(now), "cases.registered", **days, org_path="", place_path="", at=now)
        head = client_of(make.post(make.WATER, "局长岗", "田局长", "insight.read"))

        assert "全省供水抢修调度" in shown(head, f"{PAGES}uses/")
        page = shown(head, f"{PAGES}grants/{grant}/")
        assert "用过 1 次" in page
        assert "收回授权" not in page
        neighbour = client_of(make.post(make.ROADS, "局长岗", "邻局长", "insight.read"))
        assert neighbour.get(f"{PAGES}grants/{grant}/").status_code == 404
        assert "全省供水抢修调度" not in shown(neighbour, f"{PAGES}uses/")

    def test_lists_leave_as_files(self, office: Office) -> None:
        share.granted(share.partner(), timezone.now())

        for name in ("grants", "uses"):
            answer = client_of(office.sharer).get(f"{PAGES}{name}/?as=csv")
            assert answer.status_code == 200
            assert "用途" in answer.content.decode("utf-8-sig")


class TestSending:
    HOOK = "https://127.0.0.1/hook"

    @pytest.fixture
    def grant(self, office: Office) -> str:
        """The page of a grant of facts."""
        return f"{PAGES}grants/{share.granted(share.partner(), timezone.now())}/"

    @pytest.fixture
    def allowed(self) -> Iterator[None]:
        """This machine may be sent to."""
        with override_settings(WEBHOOK_NETWORKS="127.0.0.0/8"):
            yield

    def test_shows_its_secret_once_and_keeps_it_from_the_browsers_memory(
        self, office: Office, grant: str, allowed: None
    ) -> None:
        client = client_of(office.sharer)

        answer = client.post(f"{grant}send", {"url": self.HOOK, "begin_after": ""})

        (secret,) = SECRET.findall(answer.content.decode())
        assert "no-store" in answer["Cache-Control"]
        page = shown(client, grant)
        assert self.HOOK in page
        assert secret not in page
        renewed = client.post(f"{grant}secret")
        assert SECRET.findall(renewed.content.decode()) not in ([], [secret])
        assert "旧密钥" in shown(client, grant)

    def test_is_refused_in_its_field_with_what_was_typed(self, office: Office, grant: str) -> None:
        answer = client_of(office.sharer).post(f"{grant}send", {"url": self.HOOK, "begin_after": ""})

        assert answer.status_code == 422
        assert "不在公网上" in answer.content.decode()
        assert self.HOOK in answer.content.decode()

    def test_says_how_it_fares_and_is_resumed_or_ended_there(self, office: Office, grant: str, allowed: None) -> None:
        client = client_of(office.sharer)
        client.post(f"{grant}send", {"url": self.HOOK, "begin_after": ""})
        DataSubscription.objects.update(paused_at=timezone.now(), failures=12, last_error="对方返回 503")

        page = shown(client, grant)
        assert "已暂停" in page
        assert "对方返回 503" in page
        client.post(f"{grant}resume")
        assert DataSubscription.objects.get().paused_at is None
        client.post(f"{grant}stop")
        assert DataSubscription.objects.get().ended_at is not None
        assert "推送到指定地址" in shown(client, grant)
