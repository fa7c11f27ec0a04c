"""What an error that comes of too little memory says, whoever says it."""

import pytest

from coded_article.files.confine import starved

pytestmark = pytest.mark.attack


@pytest.mark.parametrize(
    "said",
    [
        "MemoryError: ",
        "ImportError: libx.so: failed to map segment from shared object",
        "RuntimeError: can't start new thread",
        "SyntaxError: expected ':' (report.py, line 68)",  # of a sound module
    ],
)
def test_want_of_memory_is_recognised(said: str) -> None:
    assert starved(said)
    assert starved(f"Traceback (most recent call last):\n{said}")


@pytest.mark.parametrize("said", ["ValueError: no SyntaxError: here", "KeyError: 'label'", ""])
def test_other_errors_are_not(said: str) -> None:
    assert not starved(said)
