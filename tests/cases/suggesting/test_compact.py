"""A model laid flat: it says what the learnt one says, survives packing, and holds nobody's own words."""

import zlib

import pytest
from tests.cases.suggesting.test_learning import LABELS, TEXTS

from minqing.cases.suggesting.compact import Unreadable, compact, learn_compact, unpack
from minqing.cases.suggesting.learning import learn

ASKED = ("东头的路灯又坏了", "停水了，自来水一滴没有", "路上有个大坑", "Ω")


class TestCompact:
    def test_names_the_same_labels_for_the_same_reasons_as_what_was_learnt(self) -> None:
        model = learn(TEXTS, LABELS)
        flat = compact(model)

        for text in ASKED:
            said = [(one.label, one.because) for one in flat.suggest(text)]
            assert said == [(one.label, one.because) for one in model.suggest(text)]

    def test_says_the_same_after_packing(self) -> None:
        flat = learn_compact(TEXTS, LABELS)
        again = unpack(flat.pack())

        assert again == flat
        assert [again.suggest(text) for text in ASKED] == [flat.suggest(text) for text in ASKED]

    def test_learns_nothing_that_stands_in_one_text_alone(self) -> None:
        flat = learn_compact([*TEXTS, "路灯坏了找钱来旺"], [*LABELS, "路灯"])

        assert "路灯" in flat.numbers
        assert not {"来旺", "钱来", "旺"} & flat.numbers.keys()

    @pytest.mark.parametrize("broken", [b"", b"no model", zlib.compress(b"{}\n"), zlib.compress(b'{"format": 9}\n')])
    def test_refuses_what_is_no_model(self, broken: bytes) -> None:
        with pytest.raises(Unreadable):
            unpack(broken)
