"""Pictures made small on entry: what is kept of a photo or a scan, and the thumbnail for the card."""

import io
import warnings
from typing import TYPE_CHECKING

from db.errors import DataError

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LONGEST_SIDE = 2000
THUMBNAIL_BYTES = 20_000
_LARGEST_FILE = 60 * 1024 * 1024
_MOST_PIXELS = 120_000_000
# no others: some of Pillow's readers start programs of the machine
_KINDS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError)


def made_small(content: bytes) -> tuple[bytes, bytes]:
    """The picture as JPEG (longest side 2,000 px, upright, nothing but pixels), and a thumbnail of at most 20 kB."""
    if len(content) > _LARGEST_FILE:
        raise DataError("Tệp ảnh lớn hơn 60 MB. Hãy chụp hoặc quét lại ở độ phân giải thấp hơn.")
    image = _opened(content)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _jpeg(image, 85), _thumbnail(image)


def _opened(content: bytes) -> "Picture":
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # large pictures are judged below, by size
            with Image.open(io.BytesIO(content), formats=_KINDS) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    raise DataError("Ảnh lớn hơn 120 triệu điểm. Hãy chụp hoặc quét lại ở độ phân giải thấp hơn.")
                upright = ImageOps.exif_transpose(opened)
                seen = upright.convert("RGBA") if upright.has_transparency_data else upright.convert("RGB")
    except (*_BROKEN, Image.DecompressionBombError) as trouble:
        raise DataError("Tệp không phải là ảnh đọc được (JPEG, PNG, WEBP, BMP, TIFF, GIF).") from trouble
    # only pixels go on: comments, colour profiles and places would be written again
    plain = Image.new("RGB", seen.size, "white")
    plain.paste(seen, mask=seen if seen.mode == "RGBA" else None)
    return plain


def _thumbnail(image: "Picture") -> bytes:
    for side in (320, 240, 160):
        small = image.copy()
        small.thumbnail((side * 3 // 4, side))
        for quality in (85, 70, 55, 40, 25):
            made = _jpeg(small, quality)
            if len(made) <= THUMBNAIL_BYTES:
                return made
    raise AssertionError("160 rows of pixels fit into 20 kB")


def _jpeg(image: "Picture", quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
