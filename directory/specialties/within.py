"""The phrases a whole sentence holds: "my knee is swollen and hurts when I walk"."""

from collections.abc import Iterator

from directory.specialties.phrases import Phrases, Sense

SHORTEST = 4
"""Letters of a single word that counts within a sentence; shorter ones say too little."""
SHORTEST_HAN = 2
LONGEST_HAN = 12
Found = tuple[str, list[Sense]]


def within(phrases: Phrases, folded: str, ignored: frozenset[str]) -> Iterator[Found]:
    """Known phrases of a folded sentence that do not overlap, the longest first.

    Words in `ignored` count as part of a longer phrase only. Misspelt words are corrected as the
    catalog corrects single ones.
    """
    words = folded.split()
    free = [True] * len(words)
    for length in range(min(len(words), phrases.longest), 0, -1):
        for first in range(len(words) - length + 1):
            span = range(first, first + length)
            if all(free[at] for at in span):
                said = words[first : first + length]
                senses = _senses(phrases, said, ignored)
                if senses:
                    yield " ".join(said), senses
                    for at in span:
                        free[at] = False


def within_han(phrases: Phrases, text: str) -> Iterator[Found]:
    """The same for Chinese, which has no spaces."""
    at = 0
    while at < len(text):
        for length in range(min(LONGEST_HAN, len(text) - at), SHORTEST_HAN - 1, -1):
            piece = text[at : at + length]
            senses = phrases.exact(piece) if " " not in piece else []
            if senses:
                yield piece, senses
                at += length
                break
        else:
            at += 1


def _senses(phrases: Phrases, said: list[str], ignored: frozenset[str]) -> list[Sense]:
    if len(said) == 1:
        word = said[0]
        if word in ignored or len(word) < SHORTEST:
            return []
        senses = phrases.exact(word) or phrases.inflected(word)
        return senses or phrases.exact(phrases.corrected(word) or "")
    return phrases.exact(" ".join(said))
