"""The sentences of the output in both languages, from resources/targets/phrases.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Callable

import numpy as np
import pandas as pd

from ..schema import code_lists, read_resource


@cache
def phrases() -> dict[str, dict[str, str]]:
    return read_resource("targets", "phrases.yaml")


@cache
def grades() -> dict[str, dict[str, Any]]:
    return read_resource("targets", "grades.yaml")


def say(key: str, language: str, /, **facts: Any) -> str:
    """A sentence of phrases.yaml with its facts; numbers short."""
    told = {name: f"{fact:g}" if isinstance(fact, float) else fact for name, fact in facts.items()}
    return words_of(phrases()[key], language).format(**told)


def words_of(entry: Mapping[str, str], language: str) -> str:
    """The wording of an entry in a language, in the other where it has only that."""
    first, second = ("zh", "en") if language == "zh" else ("en", "zh")
    return str(entry.get(first) or entry.get(second) or "")


def kind_word(kind: str, language: str) -> str:
    """How a kind of places, routes or zones is said, with its grade (`culture@scenic-5a`)."""
    name, _, grade = kind.partition("@")
    if grade:
        entry = grades().get(grade) or {"zh": grade}
        if not entry.get("with_kind"):
            return words_of(entry, language)
        of_kind, word = kind_word(name, language), words_of(entry, language)
        return f"{of_kind}（{word}）" if language == "zh" else f"{of_kind} ({word})"
    for codelist in ("place", "route", "zone"):
        if name in code_lists()[codelist]:
            return words_of(code_lists()[codelist][name], language)
    return name


def by_word(words: pd.Series, say_: Callable[[Any], Any]) -> pd.Series:
    """`say_` of every word, each distinct one worked out once; empty stays None."""
    codes, distinct = pd.factorize(words)
    said = np.empty(len(distinct) + 1, dtype=object)
    said[:-1] = [say_(word) for word in distinct]
    said[-1] = None
    return pd.Series(said[codes], index=words.index, dtype=object)


def listed(words: Iterable[str], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(words)


def joined(sentences: Iterable[str], language: str) -> str:
    """Sentences one after another, each once, empty ones left out."""
    return ("；" if language == "zh" else "; ").join(dict.fromkeys(s for s in sentences if s))
