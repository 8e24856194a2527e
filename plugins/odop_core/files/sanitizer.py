"""Making a file that somebody sent safe to keep, or refusing it.

What a file is, its first bytes tell, never its name. Of an image only the picture is kept, encoded anew: where and with
what it was taken does not go along, nor does anything hidden in it. A PDF cannot be made anew so simply: it is kept as
it is, if it neither runs nor carries anything and no readable Aadhaar number is in it (see `pdf`).
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from odop_core.files import pdf
from odop_core.files.errors import BadFile, FileTooLarge, FileTypeRefused

# About 200 MB of memory while it is decoded.
MAX_PIXELS = 50_000_000
# Enough to read the small print of a certificate of A4 at 300 dots per inch.
MAX_EDGE = 4000

PDF = "application/pdf"
_IMAGES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
EXTENSIONS = {PDF: "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


@dataclass(frozen=True)
class SanitizedFile:
    content: bytes
    content_type: str

    @property
    def extension(self) -> str:
        return EXTENSIONS[self.content_type]


def sanitize_file(content: bytes, limit: int) -> SanitizedFile:
    """What is kept of a file of at most `limit` bytes. Raises FileTooLarge, FileTypeRefused, BadFile, AadhaarFound."""
    if len(content) > limit:
        raise FileTooLarge(f"The file is larger than {limit // (1024 * 1024)} MB.")
    kind = detect_type(content)
    if kind == PDF:
        pdf.check_pdf(content)
        return SanitizedFile(content, PDF)
    if kind in _IMAGES:
        return SanitizedFile(_picture_only(content, kind), _IMAGES[kind])
    raise FileTypeRefused("Send a photo (JPEG, PNG, WebP) or a PDF.")


def detect_type(content: bytes) -> str:
    """What the first bytes say a file is: PDF, one of Pillow's names of formats we take, or ""."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return ""


def _picture_only(content: bytes, format_: str) -> bytes:
    try:
        with Image.open(BytesIO(content), formats=[format_]) as image:
            _check_pixels(image)
            return _encode(_upright(image), format_)
    except FileTooLarge:
        raise
    except Image.DecompressionBombError as error:
        raise FileTooLarge(_too_many_pixels()) from error
    except Exception as error:  # decoders stumble over damaged files in every way there is
        raise BadFile("The photo is damaged and cannot be opened.") from error


def _check_pixels(image: Image.Image) -> None:
    """The header tells the size, before anything is unpacked."""
    if image.width * image.height > MAX_PIXELS:
        raise FileTooLarge(_too_many_pixels())


def _upright(image: Image.Image) -> Image.Image:
    """The first picture of the file, turned as its camera meant it, not larger than we need."""
    image.draft("RGB", (MAX_EDGE, MAX_EDGE))
    picture = _eight_bits(image)
    picture.thumbnail((MAX_EDGE, MAX_EDGE))
    return ImageOps.exif_transpose(picture)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Scanners may write sixteen bits of grey, which Pillow can hold but hardly work with."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _encode(picture: Image.Image, format_: str) -> bytes:
    """Only pixels go into the new file: not the comments, profiles and texts that hang on a picture."""
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    pixels = picture.convert("RGBA" if has_alpha else "RGB")
    pixels.info.clear()
    output = BytesIO()
    if format_ == "PNG":
        pixels.save(output, "PNG")
    else:
        pixels.convert("RGB" if format_ == "JPEG" else pixels.mode).save(output, format_, quality=88)
    return output.getvalue()


def _too_many_pixels() -> str:
    return f"The photo has more than {MAX_PIXELS // 1_000_000} million pixels."
