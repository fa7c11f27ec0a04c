"""The rules in words: the list of all, and everything about one."""

from collections.abc import Iterator
from difflib import get_close_matches

from coded_article.check.catalogue import RULES
from coded_article.console import to_json, visible
from coded_article.errors import RefusedError
from coded_article.model.problems import LAYERS


def rules_text() -> Iterator[str]:
    """Yield the catalogue of rules, layer by layer."""
    for number, (layer, what) in enumerate(LAYERS.items(), start=1):
        yield f"{number}. {layer}: {what}"
        for rule in RULES.values():
            if rule.layer == layer:
                yield f"   {rule.code:<20} {rule.severity:<8} {rule.statement}; {rule.remedy}"


def explanation(code: str) -> Iterator[str]:
    """Yield all that there is to say of one rule.

    Raises:
        RefusedError: no rule has that code.
    """
    rule = RULES.get(code)
    if rule is None:
        near = get_close_matches(code, RULES, 1)
        msg = f"{visible(code)}: no such rule; " + (f"did you mean {near[0]}?" if near else "--rules lists them all")
        raise RefusedError(msg)
    yield f"{rule.code} ({rule.severity}, layer {rule.layer})"
    yield ""
    yield f"What must hold: {rule.statement}."
    yield f"Why: {rule.why}."
    yield f"What to do: {rule.remedy}."
    for name, example in (("Wrong", rule.bad), ("Right", rule.good)):
        yield ""
        yield f"{name}:"
        yield from (f"  {line}" for line in example.split("\n"))


def rules_json() -> str:
    """Return the catalogue of rules as a JSON array."""
    return to_json([vars(rule) for rule in RULES.values()])
