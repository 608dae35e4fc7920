"""Telegram's HTML: what it makes of good mark-up and how it complains about bad."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.entities import parse_html
from playground.errors import ApiError
from playground.plain_text import Parsed, plain, utf16_length


def complaint(source: str) -> str:
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.status == 400
    return caught.value.description.removeprefix("Bad Request: can't parse entities: ")


def test_offsets_are_counted_in_utf16_units() -> None:
    parsed = parse_html("🆘<b>陳婆婆</b> &amp; <i>co</i>")
    assert parsed.text == "🆘陳婆婆 & co"
    assert parsed.entities == (
        {"type": "bold", "offset": 2, "length": 3},
        {"type": "italic", "offset": 8, "length": 2},
    )


@pytest.mark.parametrize(
    ("source", "html", "kind"),
    [
        ("<strong>x</strong>", "<b>x</b>", "bold"),
        ("<em>x</em>", "<i>x</i>", "italic"),
        ("<ins>x</ins>", "<u>x</u>", "underline"),
        ("<del>x</del>", "<s>x</s>", "strikethrough"),
        ("<code>x</code>", "<code>x</code>", "code"),
        ("<pre>x</pre>", "<pre>x</pre>", "pre"),
        ("<tg-spoiler>x</tg-spoiler>", "<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">x</span>', "<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ("<blockquote>x</blockquote>", "<blockquote>x</blockquote>", "blockquote"),
        (
            "<blockquote expandable>x</blockquote>",
            "<blockquote>x</blockquote>",
            "expandable_blockquote",
        ),
    ],
)
def test_every_tag_of_the_subset_is_known(source: str, html: str, kind: str) -> None:
    assert parse_html(source) == ("x", html, ({"type": kind, "offset": 0, "length": 1},))


def test_nested_marks_are_listed_from_the_outside() -> None:
    parsed = parse_html("<b>a<i>b</i></b>")
    assert parsed.html == "<b>a<i>b</i></b>"
    assert parsed.entities == (
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "italic", "offset": 1, "length": 1},
    )


def test_a_link_keeps_its_address() -> None:
    parsed = parse_html('<a href="https://t.me/x?start=1&amp;y=2">go</a>')
    assert parsed.entities == (
        {"type": "text_link", "offset": 0, "length": 2, "url": "https://t.me/x?start=1&y=2"},
    )
    assert parsed.html == '<a href="https://t.me/x?start=1&amp;y=2">go</a>'


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html"])
def test_a_dangerous_link_becomes_plain_words(address: str) -> None:
    assert parse_html(f'<a href="{address}">go</a>') == ("go", "go", ())


def test_the_script_tag_is_refused() -> None:
    assert complaint("<script>x</script>") == 'Unsupported start tag "script" at byte offset 0'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("陳 <br>", 'Unsupported start tag "br" at byte offset 4'),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ("x <", "Unclosed start tag at byte offset 2"),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(source: str, expected: str) -> None:
    assert complaint(source) == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Lee & Chan", "Lee & Chan"),
        ("&nbsp;x", "&nbsp;x"),
        ("&lt;b&gt; &quot;x&quot; &#33; &#x21;", '<b> "x" ! !'),
        ("&lt", "<"),
        ("&#0;", "&#0;"),
    ],
)
def test_a_bare_ampersand_stays_and_four_names_are_read(source: str, text: str) -> None:
    assert parse_html(source).text == text


def test_marks_move_with_the_spaces_that_are_trimmed() -> None:
    parsed = parse_html("<b> x</b> y ")
    assert parsed.text == "x y"
    assert parsed.entities == ({"type": "bold", "offset": 0, "length": 1},)


@given(st.text(alphabet="ab<>/&;#lt \"'=陳🆘", max_size=40))
def test_whatever_is_accepted_shows_its_own_text_and_no_foreign_tag(source: str) -> None:
    try:
        parsed = parse_html(source)
    except ApiError:
        return
    shown = parsed.html
    for tag in ("b", "/b", "a", "/a"):
        shown = shown.replace(f"<{tag}>", "")
    assert "<" not in shown
    assert unescape(shown).split() == parsed.text.split()
    for entity in parsed.entities:
        assert int(str(entity["offset"])) + int(str(entity["length"])) <= utf16_length(parsed.text)


@given(st.text(max_size=60))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(escaped) == plain(text)


def test_text_without_markup_is_left_alone() -> None:
    assert plain(" <b>x</b> & y\n") == Parsed("<b>x</b> & y", "&lt;b&gt;x&lt;/b&gt; &amp; y", ())
