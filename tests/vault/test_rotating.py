"""A new master key comes into use while everything stays readable."""

import json
from typing import Any

import pytest
from tests.factories.directory import AT, COUNTY, value_actor
from tests.factories.vault import INTAKE, PHONE, entrust, opened, picture

from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about
from minqing.vault import service
from minqing.vault.models import CaseKey, MatterTag
from minqing.vault.opening import texts_of
from minqing.vault.service import rotating

pytestmark = pytest.mark.django_db


def keykeeper() -> Any:
    return value_actor(("vault.rotate_keys", COUNTY, COUNTY), ref="post:9")


class TestRotateKeys:
    def test_wraps_every_key_anew_and_says_how_far_it_is(self, settings: Any) -> None:
        case = entrust()
        photo = service.store_photo(case, picture())
        before = {bytes(row.wrapped) for row in CaseKey.objects.all()}
        steps: list[tuple[int, int]] = []

        done = service.rotate_keys(actor=keykeeper(), at=AT, progress=lambda now, total: steps.append((now, total)))

        assert done == 3
        assert steps[-1] == (3, 3)
        assert before.isdisjoint({bytes(row.wrapped) for row in CaseKey.objects.all()})
        assert set(CaseKey.objects.values_list("master_version", flat=True)) == {2}
        assert set(MatterTag.objects.values_list("key_version", flat=True)) == {2}
        assert dict(texts_of(case, "phone")) == {"phone": PHONE}
        assert opened(photo.id, case)
        assert sorted(json.loads(settings.VAULT_KEYS_FILE.read_text())) == ["1", "2"]
        (fact,) = facts_about(Ref("system", "vault"))
        assert fact.data == {"version": 2, "keys": 3}

    def test_keeps_the_blind_index_working_across_versions(self) -> None:
        earlier = entrust()
        service.rotate_keys(actor=keykeeper(), at=AT)
        case = entrust()
        intake = value_actor(("vault.same_matter", INTAKE, COUNTY), org_path=INTAKE)

        assert service.possible_same_matter(case, actor=intake, at=AT) == [Ref("case", str(earlier))]

    def test_goes_on_where_it_was_cut_short(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for _each in range(3):
            entrust()
        monkeypatch.setattr(rotating, "BATCH", 1)
        with pytest.raises(KeyboardInterrupt):
            service.rotate_keys(actor=keykeeper(), at=AT, progress=_stop)

        service.rotate_keys(actor=keykeeper(), at=AT)

        assert set(CaseKey.objects.values_list("master_version", flat=True)) == {2}
        assert set(MatterTag.objects.values_list("key_version", flat=True)) == {2}

    def test_needs_the_permission(self) -> None:
        with pytest.raises(NotAllowed):
            service.rotate_keys(actor=value_actor(), at=AT)

    def test_makes_no_key_before_there_is_a_county(self, settings: Any) -> None:
        operator = value_actor(("vault.rotate_keys", "", ""))

        with pytest.raises(Refused):
            service.rotate_keys(actor=operator, at=AT)

        assert list(json.loads(settings.VAULT_KEYS_FILE.read_text())) == ["1"]


def _stop(done: int, total: int) -> None:
    raise KeyboardInterrupt
