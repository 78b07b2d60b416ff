"""Keys, ciphertexts and the blind index, without a database."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing.vault import keys
from minqing.vault.phones import PhoneRefused, normalise_phone


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "vault.json"
    place.write_text(json.dumps({"1": "11" * 32}))
    return place


class TestSeal:
    @settings(deadline=None)
    @given(st.binary(max_size=500), st.text(max_size=30))
    def test_opens_only_in_its_own_place(self, plain: bytes, place: str) -> None:
        key = b"k" * 32
        sealed = keys.seal(key, plain, place)

        assert keys.unseal(key, sealed, place) == plain
        assert sealed != keys.seal(key, plain, place)
        with pytest.raises(keys.NotOurs):
            keys.unseal(key, sealed, place + "x")

    def test_notices_a_changed_bit_and_a_wrong_key(self) -> None:
        sealed = keys.seal(b"k" * 32, b"words", "p")

        for broken in (sealed[:-1] + bytes([sealed[-1] ^ 1]), b"", sealed[:11]):
            with pytest.raises(keys.NotOurs):
                keys.unseal(b"k" * 32, broken, "p")
        with pytest.raises(keys.NotOurs):
            keys.unseal(b"j" * 32, sealed, "p")


class TestKeyring:
    def test_wraps_under_the_newest_and_opens_with_the_old(self, file: Path) -> None:
        key_id, case_id = uuid4(), uuid4()
        first = keys.new_key(keys.load_keyring(file), key_id=key_id, case_id=case_id)

        version = keys.add_master(file)
        ring = keys.load_keyring(file)
        again = keys.rewrap(ring, first.wrapped, first.version, key_id=key_id, case_id=case_id)

        assert (first.version, version, again.version) == (1, 2, 2)
        assert again.plain == first.plain == keys.open_key(ring, first.wrapped, 1, key_id=key_id, case_id=case_id)
        assert again.wrapped != first.wrapped

    def test_refuses_a_key_of_another_case(self, file: Path) -> None:
        ring, key_id = keys.load_keyring(file), uuid4()
        key = keys.new_key(ring, key_id=key_id, case_id=uuid4())

        with pytest.raises(keys.NotOurs):
            keys.open_key(ring, key.wrapped, 1, key_id=key_id, case_id=uuid4())

    def test_says_when_a_master_key_is_gone(self, file: Path) -> None:
        with pytest.raises(keys.KeysBroken):
            keys.load_keyring(file).master(9)

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"1": "zz"}', '{"1": "11"}', '{"one": "11"}', '{"1": 5}'])
    def test_refuses_a_broken_file(self, tmp_path: Path, text: str) -> None:
        place = tmp_path / "broken.json"
        place.write_text(text)

        with pytest.raises(keys.KeysBroken):
            keys.load_keyring(place)
        with pytest.raises(keys.KeysBroken):
            keys.load_keyring(tmp_path / "absent.json")

    def test_keeps_the_file_to_its_owner(self, file: Path) -> None:
        keys.add_master(file)

        assert file.stat().st_mode & 0o077 == 0


class TestBlindTag:
    def test_differs_by_salt_and_by_key(self) -> None:
        tags = {keys.blind_tag(key, salt, "13800001111") for key in (b"a", b"b") for salt in (b"1", b"2")}

        assert len(tags) == 4


class TestNormalisePhone:
    @pytest.mark.parametrize(
        "text",
        ["13800001111", "138 0000 1111", "+86 138-0000-1111", "８６13800001111", "(138)00001111", "0086 13800001111"],
    )
    def test_reads_one_number_in_many_writings(self, text: str) -> None:
        assert normalise_phone(text) == "13800001111"

    def test_reads_landlines_and_nothing(self) -> None:
        assert normalise_phone("0315-7654321") == "03157654321"
        assert normalise_phone("  ") == ""

    @pytest.mark.parametrize("text", ["没有", "123", "1380000111122223", "138000x1111"])
    def test_refuses_what_is_none(self, text: str) -> None:
        with pytest.raises(PhoneRefused):
            normalise_phone(text)
