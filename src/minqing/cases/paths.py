"""Paths upwards."""


def and_above(path: str) -> list[str]:
    """
    Return a path and everything above it: ``a/b/`` gives ``["a/", "a/b/"]``; an unclosed one gives nothing.
    """
    if not path.endswith("/"):
        return []
    parts = path.rstrip("/").split("/")
    return ["/".join(parts[: count + 1]) + "/" for count in range(len(parts))]
