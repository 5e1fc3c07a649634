"""How large a regular expression becomes once its counted repeats are unrolled."""

import re

_PIECE = re.compile(r"\\.|\[(?:[^\]\\]|\\.)*\]|\{(\d+)(?:,(\d*))?\}|.", re.DOTALL)


def unrolled_size(pattern: str) -> int:
    """Return about how many nodes a pattern is compiled to.

    `(a{1000}){1000}` has a million: compiling it would take the memory of the process.
    """
    sizes = [0]
    last = 0
    for match in _PIECE.finditer(pattern):
        piece = match[0]
        if match[1]:
            repeats = max(int(match[1]), int(match[2] or 0), 1)
            sizes[-1] += last * (repeats - 1)
            last *= repeats
        elif piece == "(":
            sizes.append(1)
        elif piece == ")" and len(sizes) > 1:
            last = sizes.pop()
            sizes[-1] += last
        elif piece not in "*+?":
            last = 1
            sizes[-1] += 1
    return sum(sizes)
