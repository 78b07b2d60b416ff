"""The import contracts of pyproject.toml hold."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class TestImportContracts:
    def test_hold(self) -> None:
        program = Path(sys.executable).parent / "lint-imports"

        done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)

        assert done.returncode == 0, done.stdout[-4000:]
