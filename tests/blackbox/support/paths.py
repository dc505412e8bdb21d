"""Where things are: the repository, the binary under test, the material beside the repository."""
import os
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[3]
BINARY = Path(os.environ.get("PLENARY_BINARY") or REPO / "build/dev/plenary")
SEED = REPO / "tests/blackbox/seed.jsonl"


def shared(relative):
    """A file of the public material that may lie beside the repository; skips the test where it doesn't."""
    path = REPO.parent / "shared" / relative
    if not path.exists():
        pytest.skip(f"needs {relative} from the shared material beside the repository")
    return path
