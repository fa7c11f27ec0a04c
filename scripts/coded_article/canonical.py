"""Canonical text, by which anybody can recompute a position or a hash: ``canonical(text)[start:end]``, ``digest``."""

from coded_article.text.canonical import NAME, canonical, digest

__all__ = ["NAME", "canonical", "digest"]
