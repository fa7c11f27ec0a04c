"""The engines for corpora: by name, with what each needs."""

from coded_article.descriptor import Descriptor
from coded_article.problems import Problem
from coded_article.tally import Tally


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
        from coded_article import bulk

        bulk.validate(descriptor, tally, memory)
    else:
        from coded_article import spark

        spark.validate(descriptor, tally)
    tally.settle()
    return tally
