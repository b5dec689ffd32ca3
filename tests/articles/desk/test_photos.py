import io
import struct
import zlib

import pytest
from PIL import Image

from articles.desk.photos import BadPhoto, read_upload, said_by_file, take_in
from articles.desk.renditions import crop_box, cut
from tests.factories import image_bytes, make_photo


def bomb() -> bytes:
    """A PNG of 19,000 × 19,000 pixels in a few bytes of header."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 19_000, 19_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
        (b"%PDF-1.4", "not a JPEG"),
        (b"", "not a JPEG"),
        (bomb(), "megapixels"),
        (image_bytes()[:300], "damaged"),
    ],
)
def test_what_is_no_photo_is_refused_with_the_reason(data, says):
    with pytest.raises(BadPhoto, match=says):
        read_upload(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_the_five_formats_are_read(kind):
    assert read_upload(io.BytesIO(image_bytes(kind))).size == (90, 60)


def test_nothing_but_pixels_is_kept_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned
    exif[0x010E] = "secret place"
    buffer = io.BytesIO()
    Image.new("RGB", (90, 60), "red").save(buffer, "JPEG", exif=exif, comment=b"secret")
    image = read_upload(io.BytesIO(buffer.getvalue()))
    assert image.size == (60, 90)
    assert not image.info
    assert not image.getexif()


@pytest.mark.parametrize(
    ("focal", "box"),
    [((0.5, 0.5), (300, 0, 900, 600)), ((0, 0), (0, 0, 600, 600)), ((1, 1), (600, 0, 1200, 600)), ((0.3, 0.5), (60, 0, 660, 600))],
)  # fmt: skip
def test_crops_follow_the_focal_point_and_stay_inside(focal, box):
    assert crop_box((1200, 600), 1.0, *focal) == box


def test_renditions_are_never_larger_than_the_picture():
    made = cut(Image.new("RGB", (800, 800)), 0.5, 0.5)
    assert [width for width, _ in made["1x1"]["avif"]] == [480, 750]
    assert [width for width, _ in made["3x2"]["jpeg"]] == [720]
    assert [width for width, _ in cut(Image.new("RGB", (90, 60)), 0.5, 0.5)["1x1"]["avif"]] == [60]


@pytest.mark.django_db
def test_files_have_names_that_cannot_be_guessed():
    one, two = make_photo(renditions=True), make_photo(renditions=True)
    addresses = [address for crop in one.renditions.values() for sizes in crop.values() for _, address in sizes]
    assert len(set(addresses)) == len(addresses) > 6
    assert one.file.name != two.file.name
    assert one.sha256 == two.sha256
    assert len(one.file.name.split("/")[-1].split(".")[0]) >= 24


def tagged_file():
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = "Two people on a stage", "A. Name", "CC0 1.0"
    buffer = io.BytesIO()
    Image.new("RGB", (90, 60), "red").save(buffer, "JPEG", exif=exif)
    buffer.seek(0)
    return buffer


def test_what_a_file_says_of_itself_is_suggested():
    assert said_by_file(tagged_file()) == {
        "caption": "Two people on a stage",
        "credit": "Photo: A. Name",
        "licence": "CC0 1.0",
    }


def test_a_file_that_says_nothing_suggests_nothing():
    assert set(said_by_file(io.BytesIO(image_bytes("PNG"))).values()) == {""}


@pytest.mark.django_db
def test_the_same_picture_again_is_the_photo_that_is_there():
    first, was_known = take_in(tagged_file())
    again, is_known = take_in(tagged_file())
    assert (first, was_known, is_known) == (again, False, True)


@pytest.mark.django_db
def test_renditions_follow_after_the_transaction(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        photo, _ = take_in(tagged_file())
        assert photo.renditions == {}
    photo.refresh_from_db()
    assert photo.renditions["og"]["jpeg"][0][0] == 1200
