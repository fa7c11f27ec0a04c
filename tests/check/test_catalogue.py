"""The catalogue of rules: complete, each code once, and nothing reported that is not in it."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import coded_article
from coded_article.check import article, layers, standard
from coded_article.check.catalogue import RULES
from coded_article.check.explain import explanation
from coded_article.errors import RefusedError
from coded_article.model import characters, plan
from coded_article.model.problems import LAYERS, Rule
from coded_article.read import descriptor, tables
from coded_article.rules.files import all_rule_files

MODULES = (descriptor, tables, characters, layers, standard, plan, article)
LIBRARY = Path(coded_article.__file__).parent


def reported() -> Iterator[str]:
    """Yield every code that the library hands to ``problem`` as it stands in the program."""
    for path in LIBRARY.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "problem":
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    yield str(code.value)


def test_each_code_is_stated_once() -> None:
    declared = [rule.code for module in MODULES for rule in module.RULES]
    codes = Counter([*declared, *(one.rule.code for one in all_rule_files())])
    assert [code for code, times in codes.items() if times > 1] == []
    assert codes.keys() == RULES.keys()


def test_rules_are_in_the_order_of_their_layers() -> None:
    layers = [rule.layer for rule in RULES.values()]
    assert list(dict.fromkeys(layers)) == list(LAYERS)
    assert layers == sorted(layers, key=list(LAYERS).index)


@pytest.mark.parametrize("rule", [pytest.param(rule, id=code) for code, rule in RULES.items()])
def test_rule_says_all_that_a_reader_needs(rule: Rule) -> None:
    for part in (rule.statement, rule.remedy, rule.why, rule.bad, rule.good):
        assert part == part.strip("\n")
        assert part
    assert rule.bad != rule.good
    assert not any(part.endswith(".") for part in (rule.statement, rule.remedy, rule.why))
    assert not rule.needs_copy or rule.layer == "anchors"


@pytest.mark.parametrize("rule", [pytest.param(rule, id=code) for code, rule in RULES.items()])
def test_explanation_has_sentence_reason_remedy_and_examples(rule: Rule) -> None:
    lines = list(explanation(rule.code))
    assert lines[0] == f"{rule.code} ({rule.severity}, layer {rule.layer})"
    assert lines[2:5] == [
        f"What must hold: {rule.statement}.",
        f"Why: {rule.why}.",
        f"What to do: {rule.remedy}.",
    ]
    examples = [("Wrong", rule.bad), ("Right", rule.good)]
    assert lines[5:] == [
        line for name, shown in examples for line in ("", f"{name}:", *(f"  {row}" for row in shown.split("\n")))
    ]


def test_code_that_nobody_knows_has_no_explanation() -> None:
    with pytest.raises(RefusedError, match="did you mean step-order"):
        list(explanation("step-oder"))
    with pytest.raises(RefusedError, match="--rules lists them all"):
        list(explanation("weather"))


def test_every_code_that_is_reported_has_a_rule() -> None:
    codes = set(reported())
    assert codes
    assert codes <= RULES.keys()
    assert set(plan.CONSTRAINTS.values()) <= RULES.keys()
