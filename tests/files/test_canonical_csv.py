import csv
import io
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded_article.errors import RefusedError
from coded_article.files.atomic import write_texts
from coded_article.files.canonical_csv import format_rows, format_table, read_grid, sort_key

CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n\0"))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1))
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    text = format_rows(rows)
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == rows
    assert text.endswith("\n")


def test_nobody_waits_for_a_pipe_in_place_of_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "coding.ids.csv")
    with pytest.raises(RefusedError, match=r"coding\.ids\.csv: not a regular file; give the file with your rows"):
        read_grid(tmp_path / "coding.ids.csv")


def test_ids_are_sorted_by_number_not_by_digit() -> None:
    ids = ["evt-1000", "evt-999", "b:evt-001", "act-002", "evt-010"]
    assert sorted(ids, key=lambda one: sort_key([one])) == ["act-002", "b:evt-001", "evt-010", "evt-999", "evt-1000"]


def test_table_is_sorted_by_its_key() -> None:
    rows = [{"a": "x-002", "b": "1"}, {"a": "x-001", "b": "2"}]
    assert format_table(["a", "b"], ["a"], rows) == "a,b\nx-001,2\nx-002,1\n"


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "good.csv" / "bad.csv"
    good.write_text("old\n")
    with pytest.raises(NotADirectoryError):
        write_texts({good: "new\n", tmp_path / "new" / "deep" / "table.csv": "new\n", bad: "new\n"})
    assert good.read_text() == "old\n"
    assert [path.name for path in tmp_path.iterdir()] == ["good.csv"]


def test_mode_of_a_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("old\n")
    path.chmod(0o600)
    write_texts({path: "new\n"})
    assert path.read_text() == "new\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
