"""Damaged bytes for every reader of what strangers make: a verdict or one line, and none about other bytes.

``FUZZ_SECONDS=600 FUZZ_SEED=7 pytest -m long tests/cli/test_fuzz_bytes.py`` tries for ten minutes, and other damage.
"""

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.fuzzing import READERS
from tests.editor import ROOT

SEED = os.environ.get("FUZZ_SEED", "0")
SECONDS = float(os.environ.get("FUZZ_SECONDS", "35"))
LONGEST = 60  # seconds of one case, on a machine that is busy


@pytest.mark.long
@pytest.mark.parametrize("reader", READERS)
def test_damaged_bytes_are_read_as_they_are_or_refused(
    reader: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    command = [sys.executable, "-m", "tests.cli.fuzzing", reader, SEED, str(SECONDS / len(READERS)), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "scripts"), str(ROOT)))}
    with (
        (tmp_path / "said").open("w+") as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True, env=environment) as child,
        selectors.DefaultSelector() as waiting,
    ):
        assert child.stdout
        waiting.register(child.stdout, selectors.EVENT_READ)
        line, since = "", time.monotonic()
        while waiting.select(LONGEST):
            more = child.stdout.readline()
            if not more:
                break
            line, since = more, time.monotonic()
        if time.monotonic() - since > LONGEST:
            child.kill()
            pytest.fail(f"{reader}, seed {SEED}, {line.strip()}: takes for ever")
        said.seek(0)
        assert child.wait() == 0, f"{reader}, seed {SEED}, {line.strip()}:\n{said.read()}"
    counted = json.loads(line)
    record_property("fuzz cases", counted["cases"])
    record_property("fuzz cases that could be read", counted["read"])
    assert counted["read"]
