"""How far long work has come is printed now and then, and short work is silent."""

import pytest

from coded_article.console import Progress


def test_progress_of_long_work_alone_is_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    progress = Progress("combine: packages", 100)
    for done, at in ((50, 0.5), (60, 1.5), (61, 3.0), (70, 3.5), (100, 9.0)):
        now = at
        progress.tell(done)
    printed = ["combine: packages: 60 of 100, about 1 s to go", "combine: packages: 70 of 100, about 2 s to go"]
    assert capsys.readouterr().err.splitlines() == printed
