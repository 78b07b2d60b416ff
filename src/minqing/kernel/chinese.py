"""
Chinese words without a dictionary: texts are indexed by pairs of neighbouring characters.

A word of two or more characters is a phrase of pairs (污水处理 → 污水 水处 处理), found exactly; a single
character is a prefix query, for which the last character of each run is indexed alone.
"""

import re
import unicodedata

_RUNS = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+|[a-z0-9]+")


def runs(text: str) -> list[str]:
    """Cut a text into runs of Chinese characters and runs of Latin letters and digits; all else parts them."""
    return _RUNS.findall(unicodedata.normalize("NFKC", text).lower())


def is_han(run: str) -> bool:
    """Tell whether a run is made of Chinese characters."""
    return not run[0].isascii()


def bigrams(text: str) -> list[str]:
    """
    Cut a text into the tokens of the search index, in order.

    :return: for a Chinese run its pairs and then its last character alone; for Latin letters and digits the run itself.
    """
    tokens: list[str] = []
    for run in runs(text):
        if is_han(run):
            tokens += [run[i : i + 2] for i in range(len(run) - 1)] + [run[-1]]
        else:
            tokens.append(run)
    return tokens


def query_phrases(text: str) -> list[list[str]]:
    """
    Cut a query into phrases; every phrase must be found, its tokens side by side.

    A phrase of one token is a prefix: one Chinese character, or the beginning of a Latin word.

    :return: phrases in the order typed; empty when nothing searchable was typed.
    """
    phrases: list[list[str]] = []
    for run in runs(text):
        if is_han(run) and len(run) > 1:
            phrases.append([run[i : i + 2] for i in range(len(run) - 1)])
        else:
            phrases.append([run])
    return phrases
