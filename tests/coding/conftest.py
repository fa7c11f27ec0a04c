"""The verbs that write a package check it first: here without frictionless, which `check` tests."""

from collections.abc import Iterator
from functools import partial

import pytest

from coded_article.check import validate


@pytest.fixture(scope="package", autouse=True)
def _without_frictionless() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validate, "validate", partial(validate.validate, standard=False))
        yield
