"""Photos from outside come out as plain JPEG, or are refused with a sentence."""

import contextlib
import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.factories.vault import picture

from minqing.vault.images import MAX_BYTES, SIDE, PhotoRefused, clean_photo


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg), formats=["JPEG"])


def with_exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825)[2] = (40.0, 11.0, 12.0)
    return picture(exif=exif.tobytes())


def png_claiming(width: int, height: int) -> bytes:
    """A small PNG whose header claims a huge picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


class TestCleanPhoto:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
    def test_writes_every_kind_anew_as_jpeg(self, kind: str) -> None:
        photo = clean_photo(picture(kind))

        assert opened(photo.jpeg).size == (photo.width, photo.height) == (640, 480)

    def test_shrinks_the_long_side(self) -> None:
        photo = clean_photo(picture(size=(4000, 1000)))

        assert (photo.width, photo.height) == (SIDE, SIDE // 4)

    def test_turns_the_picture_upright_and_forgets_place_and_device(self) -> None:
        photo = clean_photo(with_exif(orientation=6))

        out = opened(photo.jpeg)
        red, green, _blue = out.convert("RGB").getpixel((photo.width - 20, 20))  # type: ignore[misc]  # three bands
        assert (photo.width, photo.height) == (480, 640)
        assert red > 150
        assert green < 80
        assert not out.getexif()
        assert b"SecretPhone" not in photo.jpeg
        assert b"Exif" not in photo.jpeg

    def test_drops_comments_profiles_and_text(self) -> None:
        jpeg = clean_photo(picture(comment=b"taken at home", icc_profile=b"x" * 200)).jpeg

        assert b"taken at home" not in jpeg
        assert b"ICC_PROFILE" not in jpeg

    def test_lays_what_is_transparent_on_white(self) -> None:
        out = io.BytesIO()
        Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")

        assert opened(clean_photo(out.getvalue()).jpeg).getpixel((10, 10)) == (255, 255, 255)

    def test_leaves_the_other_half_of_a_polyglot_behind(self) -> None:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as inside:
            inside.writestr("evil.html", "<script>alert(1)</script>")
        polyglot = picture() + archive.getvalue()
        assert zipfile.is_zipfile(io.BytesIO(polyglot))

        jpeg = clean_photo(polyglot).jpeg

        assert not zipfile.is_zipfile(io.BytesIO(jpeg))
        assert b"<script>" not in jpeg

    @pytest.mark.parametrize("side", [9000, 40_000, 2**31 - 1])
    def test_refuses_a_bomb_before_unpacking_it(self, side: int) -> None:
        with pytest.raises(PhotoRefused, match="尺寸太大"):
            clean_photo(png_claiming(side, side))

    def test_refuses_more_than_twenty_megabytes(self) -> None:
        with pytest.raises(PhotoRefused, match="20 MB"):
            clean_photo(picture() + b"\0" * MAX_BYTES)

    @pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"avif"])
    def test_says_what_to_do_with_heic(self, brand: bytes) -> None:
        with pytest.raises(PhotoRefused, match="HEIC"):
            clean_photo(b"\0\0\0\x18ftyp" + brand + b"\0" * 100)

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"hello",
            b"%PDF-1.7 ...",
            b"PK\x03\x04zip",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"\xff\xd8\xff",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a" + b"\xff" * 40,
            b"RIFF\0\0\0\0WEBP",
            b"BM" + b"\0" * 60,
        ],
    )
    def test_refuses_what_is_no_picture_or_broken(self, data: bytes) -> None:
        with pytest.raises(PhotoRefused):
            clean_photo(data)

    def test_refuses_a_picture_cut_short(self) -> None:
        with pytest.raises(PhotoRefused):
            clean_photo(picture()[:900])

    def test_refuses_a_png_that_calls_itself_jpeg(self) -> None:
        with pytest.raises(PhotoRefused):
            clean_photo(b"\xff\xd8\xff" + picture("PNG"))

    @settings(deadline=None)
    @given(st.binary(max_size=300), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b""]))
    def test_never_fails_otherwise(self, noise: bytes, magic: bytes) -> None:
        with contextlib.suppress(PhotoRefused):
            clean_photo(magic + noise)
