"""Facts sent to a partner: a real server on this machine, signatures, repetition, pause; and where nothing is sent."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from tests.factories import cases as make
from tests.factories import sharing as share
from tests.factories.cases import AT

from minqing.exchange import service
from minqing.exchange.models import DataSubscription, DataUse
from minqing.exchange.sharing import addresses, queries, sending, subscribing
from minqing.exchange.sharing.granting import withdraw_data
from minqing.exchange.sharing.subscribing import UnableToSend
from minqing.exchange.sharing.tasks import send_shared
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.positions import forget_transactions, settle_all
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db
HERE = override_settings(WEBHOOK_NETWORKS="127.0.0.0/8, ::1/128")


class Partner(HTTPServer):
    """The other side: keeps what comes, and answers what it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.location = ""

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://localhost:{self.server_address[1]}/hook?from=minqing"


class Taking(BaseHTTPRequestHandler):
    """Takes one message."""

    server: Partner

    def do_POST(self) -> None:
        """Keep it and answer."""
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def partner() -> Iterator[Partner]:
    """A server of its own."""
    server = Partner()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with HERE:
        yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def grant(office: make.County) -> str:
    """A grant of facts."""
    return share.granted(share.partner())


def begun(grant: str, partner: Partner, **more: Any) -> str:
    """Begin to send; the secret."""
    return subscribing.subscribe(grant_id=grant, url=partner.url, actor=share.KEEPER, at=AT, **more).secret


def happened(times: int = 1) -> None:
    """Some requests come in."""
    for _ in range(times):
        make.registered()
    forget_transactions()
    settle_all()


def is_by(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """Tell whether one of the signatures is this secret's, reckoned as Standard Webhooks says."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mine = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return f"v1,{mine}" in headers["webhook-signature"].split()


def positions(partner: Partner) -> list[int]:
    """The positions of all facts that came, in the order they came."""
    return [fact["position"] for _headers, body in partner.taken for fact in json.loads(body)["facts"]]


class TestSending:
    def test_brings_what_happened_signed_once_and_in_order(
        self, grant: str, partner: Partner, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sending, "BATCH", 2)
        secret = begun(grant, partner)
        happened(3)
        for seconds in range(4):
            send_shared(AT + timedelta(seconds=seconds))
        happened(1)
        send_shared(AT + timedelta(seconds=9))

        assert len(partner.taken) == 3
        assert all(is_by(secret, *one) for one in partner.taken)
        found = positions(partner)
        assert found == sorted(set(found))
        assert len(found) == 4
        assert partner.taken[0][0]["webhook-timestamp"] == str(int(AT.timestamp()))
        assert [(use.way, use.rows) for use in DataUse.objects.order_by("id")] == [
            (DataUse.WEBHOOK, n) for n in (2, 1, 1)
        ]

    def test_says_nothing_while_nothing_happens(self, grant: str, partner: Partner) -> None:
        begun(grant, partner)

        send_shared(AT)

        assert partner.taken == []
        assert DataSubscription.objects.get().lease is None

    def test_begins_after_a_position_where_asked_to(self, grant: str, partner: Partner) -> None:
        happened(2)
        with pytest.raises(UnableToSend):
            begun(grant, partner, begin_after=10**6)
        last = queries.last_position()
        begun(grant, partner, begin_after=last)
        happened(1)

        send_shared(AT)

        assert len(positions(partner)) == 1

    def test_repeats_the_same_bytes_under_the_same_id_until_confirmed(self, grant: str, partner: Partner) -> None:
        begun(grant, partner)
        happened(1)
        partner.answers = [500]
        send_shared(AT)
        happened(1)  # what came meanwhile goes with the next message
        send_shared(AT + timedelta(seconds=10))
        assert len(partner.taken) == 1  # not before its time
        send_shared(AT + timedelta(seconds=30))
        send_shared(AT + timedelta(seconds=31))

        first, second, third = partner.taken
        assert (first[0]["webhook-id"], first[1]) == (second[0]["webhook-id"], second[1])
        assert third[0]["webhook-id"] != first[0]["webhook-id"]
        assert len(set(positions(partner))) == 2

    def test_does_not_follow_a_redirect(self, grant: str, partner: Partner) -> None:
        begun(grant, partner)
        happened(1)
        partner.answers, partner.location = [302, 307], partner.url

        send_shared(AT)

        assert len(partner.taken) == 1
        assert "302" in DataSubscription.objects.get().last_error

    def test_waits_longer_and_longer_and_pauses(self, grant: str, partner: Partner) -> None:
        begun(grant, partner)
        happened(1)
        partner.answers = [503] * sending.ATTEMPTS
        moment, waits = AT, []
        for _ in range(sending.ATTEMPTS):
            send_shared(moment)
            row = DataSubscription.objects.get()
            waits.append(row.not_before - moment)
            moment = row.not_before

        assert waits == sorted(waits)
        assert waits[-1] == sending.LONGEST_WAIT
        send_shared(moment + timedelta(days=1))
        assert len(partner.taken) == sending.ATTEMPTS
        assert [fact.kind for fact in facts_about(Ref("data_grant", grant))][-1] == "sharing.paused"
        (seen,) = queries.data_grants(share.KEEPER)
        assert seen.subscription is not None
        assert (seen.subscription.state, seen.subscription.failures) == ("paused", sending.ATTEMPTS)
        assert "503" in seen.subscription.last_error

        subscribing.resume_sending(grant_id=grant, actor=share.KEEPER, at=AT)
        send_shared(AT)
        assert queries.data_grants(share.KEEPER)[0].subscription.state == "well"  # type: ignore[union-attr]
        assert len(set(positions(partner))) == 1

    def test_survives_an_address_where_nobody_listens(self, grant: str, partner: Partner) -> None:
        begun(grant, partner)
        happened(1)
        DataSubscription.objects.update(url="http://localhost:9/")

        send_shared(AT)

        assert DataSubscription.objects.get().failures == 1

    def test_stops_with_the_grant(self, grant: str, partner: Partner) -> None:
        begun(grant, partner)
        happened(1)
        withdraw_data(grant_id=grant, actor=share.KEEPER, at=AT)

        send_shared(AT)

        assert partner.taken == []

    def test_stops_with_the_system(self, grant: str, partner: Partner) -> None:
        """Whose keys are dead gets nothing sent either, and its grants are shown as over."""
        begun(grant, partner)
        happened(1)
        system = DataSubscription.objects.get().grant.client

        service.close_client(client_id=str(system.pk), actor=share.SETUP, at=AT)
        send_shared(AT)

        assert partner.taken == []
        (seen,) = queries.data_grants(share.KEEPER)
        assert (seen.state, seen.may_withdraw, seen.withdrawn_at) == ("withdrawn", False, AT)
        assert not any(one.grants for one in queries.catalogue(share.KEEPER))
        with pytest.raises(NotFound):
            subscribing.resume_sending(grant_id=grant, actor=share.KEEPER, at=AT)

    def test_stops_when_it_is_ended_and_may_begin_again(self, grant: str, partner: Partner) -> None:
        begun(grant, partner)
        subscribing.unsubscribe(grant_id=grant, actor=share.KEEPER, at=AT)
        happened(1)
        send_shared(AT)
        assert partner.taken == []

        begun(grant, partner)
        send_shared(AT)
        assert len(partner.taken) == 1

    def test_is_left_to_the_worker_that_holds_the_lease(self, grant: str, partner: Partner) -> None:
        begun(grant, partner)
        happened(1)
        DataSubscription.objects.update(leased_until=AT + timedelta(seconds=30))

        send_shared(AT)
        assert partner.taken == []
        send_shared(AT + timedelta(seconds=31))
        assert len(partner.taken) == 1

    def test_looks_at_the_address_anew_each_time(
        self, grant: str, partner: Partner, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begun(grant, partner)
        happened(1)
        with override_settings(WEBHOOK_NETWORKS=""):
            send_shared(AT)

        assert partner.taken == []
        assert "AddressRefused" in DataSubscription.objects.get().last_error


class TestSecret:
    def test_lies_sealed_and_is_in_no_fact(self, grant: str, partner: Partner) -> None:
        secret = begun(grant, partner)

        row = DataSubscription.objects.get()
        assert secret.removeprefix("whsec_").encode() not in bytes(row.secret)
        assert secret not in str([fact.data for fact in facts_about(Ref("data_grant", grant))])

    def test_is_renewed_with_a_day_in_which_both_sign(self, grant: str, partner: Partner) -> None:
        old = begun(grant, partner)
        new = subscribing.rotate_secret(grant_id=grant, actor=share.KEEPER, at=AT).secret
        happened(1)
        send_shared(AT)
        happened(1)
        send_shared(AT + timedelta(days=1))

        during, after = partner.taken
        assert (is_by(old, *during), is_by(new, *during)) == (True, True)
        assert (is_by(old, *after), is_by(new, *after)) == (False, True)

    def test_that_cannot_be_opened_any_more_is_told(self, grant: str, partner: Partner) -> None:
        begun(grant, partner)
        happened(1)
        DataSubscription.objects.update(secret=b"\0" * 60)

        send_shared(AT)

        assert partner.taken == []
        assert DataSubscription.objects.get().last_error


class TestSubscribe:
    def test_is_refused_beyond_reach_over_figures_and_twice(self, grant: str, partner: Partner) -> None:
        figures = share.granted(share.partner(), elements=[share.FIGURE])
        begun(grant, partner)

        with pytest.raises(UnableToSend):
            begun(figures, partner)
        with pytest.raises(UnableToSend):
            begun(grant, partner)
        with pytest.raises(NotFound):
            subscribing.subscribe(grant_id=grant, url=partner.url, actor=Actor(Ref("post", "x")), at=AT)
        for verb in (subscribing.rotate_secret, subscribing.resume_sending, subscribing.unsubscribe):
            with pytest.raises(NotFound):
                verb(grant_id=figures, actor=share.KEEPER, at=AT)


class TestLookingUp:
    def test_holds_no_lock(self, grant: str, partner: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
        happened(1)
        depths, look_up = [], addresses.socket.getaddrinfo

        def watched(*asked: Any, **more: Any) -> Any:
            if threading.current_thread() is threading.main_thread():
                depths.append(len(connection.savepoint_ids))
            return look_up(*asked, **more)

        monkeypatch.setattr(addresses.socket, "getaddrinfo", watched)
        before = len(connection.savepoint_ids)

        begun(grant, partner)
        send_shared(AT)

        assert depths == [before]
