"""What two texts have in common, as words that can be shown: runs of letters that stand in both."""

from minqing.cases.suggesting.learning import EMPTY

SHOWN, SHORTEST = 3, 2


def shared_words(one: str, other: str) -> tuple[str, ...]:
    """Return the longest runs of two letters or more that both texts have, three at most; none lies in another."""
    found: list[str] = []
    place = 0
    while place < len(one):
        run = _longest(one, place, other)
        plain = run.strip("".join(EMPTY) + " \n")
        if len(plain) >= SHORTEST and not any(plain in each for each in found):
            found.append(plain)
        place += max(len(run), 1)
    return tuple(sorted(found, key=len, reverse=True)[:SHOWN])


def _longest(one: str, place: int, other: str) -> str:
    end = place
    while end < len(one) and one[place : end + 1] in other:
        end += 1
    return one[place:end]
