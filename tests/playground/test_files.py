"""Pictures as the pretend Telegram measures and keeps them."""

import struct

from playground.files import FileShelf, picture_size, sample_photo


def test_sample_photo_is_a_png_of_its_size() -> None:
    assert picture_size(sample_photo()) == (160, 120)


def test_jpeg_is_measured_behind_its_other_segments() -> None:
    comment = b"\xff\xfe\x00\x06abcd"
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 480, 640) + bytes(10)
    assert picture_size(b"\xff\xd8" + comment + frame) == (640, 480)


def test_anything_else_has_no_size_to_speak_of() -> None:
    assert picture_size(b"") == (1, 1)
    assert picture_size(b"\xff\xd8\xff\xfe\x00\x00") == (1, 1)


def test_files_are_found_by_id_and_by_path() -> None:
    shelf = FileShelf()
    photo, document = shelf.keep("photo", b"p"), shelf.keep("document", b"d", "list.pdf")
    assert shelf.by_id(photo.id) is photo
    assert shelf.by_path(document.path) is document
    assert document.path.endswith(".pdf")
    assert photo.path.endswith(".jpg")
    assert shelf.by_id("x") is None
