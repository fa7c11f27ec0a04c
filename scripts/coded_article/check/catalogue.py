"""The catalogue of rules: every code that a check can report, layer by layer.

A rule is declared by the module that finds its faults, or in a file of its own in ``rules/``.
"""

from coded_article.check import article, layers, standard
from coded_article.model import characters, plan
from coded_article.model.problems import LAYERS, Rule
from coded_article.read import descriptor, tables
from coded_article.rules.files import all_rule_files

_RULES = (
    *(rule for module in (descriptor, tables, characters, layers, standard, plan, article) for rule in module.RULES),
    *(rule_file.rule for rule_file in all_rule_files()),
)
RULES: dict[str, Rule] = {rule.code: rule for layer in LAYERS for rule in _RULES if rule.layer == layer}
