"""What the site shows of characters that are not seen."""

import pytest

from coded_article.site.text import shown


@pytest.mark.parametrize(
    "name",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u09b0\u200d\u09cd\u09af\u09be\u09ac",
        "\U0001f468\u200d\U0001f467",
    ],
)
def test_joiners_that_letters_or_emoji_need_stay(name: str) -> None:
    assert shown(f"{name} and {name}") == f"{name} and {name}"


def test_hidden_characters_are_spelled_out() -> None:
    assert shown("a\u200cb \u202etxt\x07") == "a<U+200C>b <U+202E>txt<U+0007>"
    assert shown("\u0645\u06cc\u200c\u200c\u062e") == "\u0645\u06cc<U+200C><U+200C>\u062e"
