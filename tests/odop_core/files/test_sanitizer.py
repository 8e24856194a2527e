"""What is kept of a file, and what is refused."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from odop_core.files import sanitizer as cleaning
from odop_core.files.errors import BadFile, FileTooLarge, FileTypeRefused
from odop_core.files.sanitizer import sanitize_file
from tests.odop_provenance.supporting import photo
from tests.pdfs import paper

MB = 1024 * 1024
GPS = 0x8825
SECRETS = [b"SECRET", b"Exif", b"GPS"]


def with_gps(format_: str) -> bytes:
    """A photo that tells where and with what it was taken, in every way its format has."""
    exif = Image.Exif()
    exif[0x010F] = "SECRET camera"
    exif[GPS] = {1: "N", 2: (26.0, 50.0, 0.0), 3: "E", 4: (80.0, 55.0, 0.0)}
    options: dict[str, Any] = {"exif": exif, "icc_profile": b"SECRET profile"}
    if format_ == "JPEG":
        options["comment"] = b"SECRET comment"
    if format_ == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", "SECRET author")
        options["pnginfo"] = texts
    return photo(format_, **options) + (b"SECRET tail" if format_ == "JPEG" else b"")


@pytest.mark.parametrize(
    ("format_", "content_type", "extension"),
    [("JPEG", "image/jpeg", "jpg"), ("PNG", "image/png", "png"), ("WEBP", "image/webp", "webp")],
)
def test_only_the_picture_is_kept(format_: str, content_type: str, extension: str) -> None:
    # given
    content = with_gps(format_)
    assert b"SECRET" in content or b"zTXt" in content

    # when
    kept = sanitize_file(content, MB)

    # then
    assert (kept.content_type, kept.extension) == (content_type, extension)
    assert not [secret for secret in SECRETS if secret in kept.content]
    with Image.open(BytesIO(kept.content)) as image:
        assert (image.format, image.size) == (format_, (60, 40))
        assert not image.getexif()
        assert "SECRET" not in str(image.info)
        assert not set(image.info) & {"exif", "icc_profile", "comment", "xmp", "Author"}


def test_photo_taken_sideways_is_turned() -> None:
    # given
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise to see it as it was

    # when
    kept = sanitize_file(photo(exif=exif), MB)

    # then
    with Image.open(BytesIO(kept.content)) as image:
        assert image.size == (40, 60)
        red, _green, blue = image.getpixel((20, 5))  # type: ignore[misc]
        assert red > blue


def test_transparent_picture_stays_so() -> None:
    # given
    output = BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(output, "PNG")

    # when
    kept = sanitize_file(output.getvalue(), MB)

    # then
    with Image.open(BytesIO(kept.content)) as image:
        assert image.mode == "RGBA"


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "P", "I;16"])
def test_pictures_of_every_kind_of_colour_are_taken(mode: str) -> None:
    # given
    output = BytesIO()
    picture = Image.new("L", (20, 10), 200)
    (picture.convert("I").convert("I;16") if mode == "I;16" else picture.convert(mode)).save(
        output, "JPEG" if mode == "CMYK" else "PNG"
    )

    # when / then
    assert sanitize_file(output.getvalue(), MB).content_type in ("image/jpeg", "image/png")


def test_large_photo_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(cleaning, "MAX_EDGE", 100)

    # when
    kept = sanitize_file(photo("PNG", size=(300, 150)), MB)

    # then
    with Image.open(BytesIO(kept.content)) as image:
        assert image.size == (100, 50)


def test_picture_that_unpacks_to_far_more_than_it_weighs_is_refused() -> None:
    # given
    bomb = png_of(30_000, 30_000)
    assert len(bomb) < MB

    # when / then
    with pytest.raises(FileTooLarge, match="million pixels"):
        sanitize_file(bomb, MB)


@pytest.mark.parametrize("sides", [(8000, 7000), (60_000, 60_000)])
def test_pixels_are_counted_before_anything_is_unpacked(sides: tuple[int, int]) -> None:
    with pytest.raises(FileTooLarge, match="million pixels"):
        sanitize_file(png_of(*sides, rows=1), MB)


def png_of(width: int, height: int, rows: int = 500) -> bytes:
    """A PNG whose header promises these sides; of one bit a pixel, and deflated, it weighs next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    line = b"\0" * (1 + (width + 7) // 8)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(line * rows)) + chunk(b"IEND", b"")
    )


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(FileTooLarge, match="larger than 1 MB"):
        sanitize_file(b"\xff\xd8\xff" + b"x" * MB, MB)


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a....", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", b"MZ\x90\x00", b"RIFF1234AVI "],
)
def test_other_kinds_of_file_are_refused(content: bytes) -> None:
    with pytest.raises(FileTypeRefused):
        sanitize_file(content, MB)


@pytest.mark.parametrize("content", [photo()[:200], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x04\0\0\0WEBP"])
def test_damaged_photo_is_refused(content: bytes) -> None:
    with pytest.raises(BadFile):
        sanitize_file(content, MB)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_photo_with_broken_exif_is_taken_without_it() -> None:
    # given
    content = photo(exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 40)

    # when
    kept = sanitize_file(content, MB)

    # then
    assert b"Exif" not in kept.content


def test_paper_is_kept_as_it_is() -> None:
    # given
    content = paper()

    # when
    kept = sanitize_file(content, MB)

    # then
    assert (kept.content, kept.content_type, kept.extension) == (content, "application/pdf", "pdf")


def test_scan_of_sixteen_bits_of_grey_keeps_its_greys() -> None:
    # given
    output = BytesIO()
    Image.new("I;16", (20, 10), 128 * 256).save(output, "PNG")

    # when
    kept = sanitize_file(output.getvalue(), MB)

    # then
    with Image.open(BytesIO(kept.content)) as image:
        assert image.getpixel((5, 5)) == (128, 128, 128)
