"""Proofs: the path of RFC 9162, the same however blocks are kept, and none where something was changed."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.ledger import proofs
from minqing.ledger.canonical import grow, leaf_hash, root_of
from minqing.ledger.models import TreeBlock
from minqing.ledger.positions import forget_transactions
from minqing.ledger.proofs import LedgerDiffers, NotSealedYet, audit_path, folded, keep_blocks, prove
from minqing.ledger.seals import seal_day

from .conftest import NOON, make_widget
from .test_seals import _database_id, _tamper

TUESDAY = date(2026, 9, 1)


def ledger_of(*days: int) -> list[UUID]:
    """So many facts on each day, each day sealed."""
    written = []
    for day, facts in enumerate(days):
        moment = NOON + timedelta(days=day)
        written += [make_widget(subject=Ref("widget", f"{day}-{number}"), at=moment).id for number in range(facts)]
        forget_transactions()
        seal_day(TUESDAY + timedelta(days=day), moment + timedelta(hours=12))
    return written


class TestAuditPath:
    @given(size=st.integers(1, 70), data=st.data())
    def test_leads_from_each_leaf_to_the_root(self, size: int, data: st.DataObject) -> None:
        leaves = [leaf_hash(bytes([number])) for number in range(size)]
        index = data.draw(st.integers(0, size - 1))

        path = audit_path(leaves, index)

        assert folded(leaves[index], path, index, size) == root_of(grow([], leaves))
        assert folded(leaves[index], [*path, leaves[0]], index, size) != root_of(grow([], leaves))
        assert size == 1 or folded(leaves[index], path, (index + 1) % size, size) != root_of(grow([], leaves))


@pytest.mark.django_db
class TestProve:
    @pytest.fixture(autouse=True)
    def small_blocks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(proofs, "BLOCK", 4)
        monkeypatch.setattr(proofs, "AT_ONCE", 2)

    def test_is_of_the_first_seal_that_covers_the_fact_or_of_the_one_asked_for(self) -> None:
        written = ledger_of(9, 14)

        first, second = prove(written[3]), prove(written[3], seal=2)

        assert (first.seal, first.facts, first.position) == (1, 9, 4)
        assert (second.seal, second.facts, second.position) == (2, 23, 4)
        assert prove(written[9]).seal == 2

    @pytest.mark.parametrize("keep", [0, 1, 2])
    def test_is_the_same_whichever_blocks_are_kept(self, keep: int) -> None:
        written = ledger_of(3, 8, 12)
        plain = [prove(one, seal=3) for one in written]

        keep_blocks()
        TreeBlock.objects.filter(number__gte=2 * keep).delete()

        assert [prove(one, seal=3) for one in written] == plain

    def test_takes_few_queries_however_many_facts_there_are(self) -> None:
        written = ledger_of(40)
        keep_blocks()

        with CaptureQueriesContext(
            connection,
        ) as asked:
            prove(written[17])

        assert len(asked) == 5

    def test_does_not_trust_what_is_kept(self) -> None:
        written = ledger_of(12)
        plain = prove(written[0])
        keep_blocks()
        TreeBlock.objects.update(root=b"\0" * 32)

        assert prove(written[0]) == plain

    def test_is_refused_before_the_seal(self) -> None:
        written = ledger_of(2, 2)
        young = make_widget(subject=Ref("widget", "young")).id

        with pytest.raises(NotSealedYet):
            prove(young)
        with pytest.raises(NotSealedYet):
            prove(written[3], seal=1)

    def test_is_refused_for_what_is_not_there(self) -> None:
        written = ledger_of(1)

        for fact, seal in ((uuid4(), None), (written[0], 7)):
            with pytest.raises(NotFound):
                prove(fact, seal=seal)

    def test_is_refused_where_the_ledger_was_changed(self) -> None:
        written = ledger_of(6)
        _tamper("UPDATE ledger_fact SET d1 = 1 WHERE id = %s", [_database_id(written[2])])

        with pytest.raises(LedgerDiffers):
            prove(written[2])
