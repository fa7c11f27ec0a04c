"""The engines for corpora: by name, with what each needs."""

from coded_article.check.tally import Tally
from coded_article.model.problems import Problem
from coded_article.model.schema import Descriptor


def validate(descriptor: Descriptor, problems: list[Problem], engine: str, shown: int, memory: int) -> Tally:
    """Check a corpus with an engine, "bulk" or "spark"; ``problems`` are those of its descriptor.

    ``shown`` problems of each kind are kept; ``memory``, in megabytes, is that of the engine bulk.

    Raises:
        RefusedError: a file cannot be read, or the memory does not do.
    """
    tally = Tally(shown)
    for item in problems:
        tally.add(item.path, item)
    if engine == "bulk":
        from coded_article.check import in_parts

        in_parts.validate(descriptor, tally, memory)
    else:
        from coded_article.check import spark

        spark.validate(descriptor, tally)
    tally.settle()
    return tally
