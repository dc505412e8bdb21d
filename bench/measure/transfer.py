"""Export of a data set, and its import into an empty one."""

import shutil
import subprocess
import time


def measure(root, folder, stories):
    binary = root / "build/release/plenary"
    file = folder.with_name(f"export-{stories}.jsonl")
    target = folder.with_name(f"import-{stories}")
    shutil.rmtree(target, ignore_errors=True)
    try:
        with open(file, "wb") as out:
            exported = _timed([binary, "export", "storyboard", "--data", folder], stdout=out)
        with open(file, "rb") as lines:
            rows = sum(1 for _ in lines)
        imported = _timed([binary, "import", "storyboard", file, "--data", target], stdout=subprocess.DEVNULL)
    finally:
        file.unlink(missing_ok=True)
        shutil.rmtree(target, ignore_errors=True)
    return [dict(stories=stories, fact="rows exported", value=rows),
            dict(stories=stories, fact="export, s", value=exported),
            dict(stories=stories, fact="import of that export, s", value=imported)]


def _timed(command, stdout):
    started = time.monotonic()
    subprocess.run(command, check=True, stdout=stdout, stderr=subprocess.DEVNULL)
    return time.monotonic() - started
