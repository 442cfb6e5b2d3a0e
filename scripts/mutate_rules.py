"""Swaps each comparison of the rules in turn and runs their tests: a swap that no test notices is a survivor.

    .venv/bin/python scripts/mutate_rules.py [name of a rule file ...] [--workers 2]

Works in copies under a temporary folder; the checkout is only read. Ends with 1 when anything survives that is not
listed below as equivalent.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import signal
import sys
import tempfile
import time
import tokenize
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = (
    "records",
    "whereabouts",
    "shifts",
    "twice",
    "plan_match",
    "sharing",
    "spacing",
    "zones",
    "zone_pairs",
    "routes",
    "powerlines",
    "falls",
    "neighbours",
    "opinion",
    "plan_progress",
)
SWAPS = {"<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"), "==": ("!=",), "!=": ("==",)}
PATIENCE_S = 300

# line without blanks around it -> (swap to, why no test can tell the two apart)
EQUIVALENT = {
    "wide = np.flatnonzero(low[rows] > 0)": ("> -> >=", "a footprint of no size covers nothing"),
    'if counties is not None and {"code", "name"} <= set(counties.columns):': (
        "<= -> <",
        "a layer always has a column more, its geometry",
    ),
}


def swaps(path: Path) -> list[tuple[int, str, str, str]]:
    """(line number, the line, the swap, the whole source with it) for each comparison of a file."""
    source = path.read_text("utf-8")
    lines = source.splitlines(keepends=True)
    found = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.OP and token.string in SWAPS:
            (row, start), (_, end) = token.start, token.end
            line = lines[row - 1]
            for other in SWAPS[token.string]:
                changed = [*lines[: row - 1], line[:start] + other + line[end:], *lines[row:]]
                found.append((row, line.strip(), f"{token.string} -> {other}", "".join(changed)))
    return found


def is_equivalent(line: str, swap: str) -> bool:
    return line in EQUIVALENT and EQUIVALENT[line][0] in ("any", swap)


def copy_tree(folder: Path) -> Path:
    """What the tests of the rules need, without the things that would make them read the checkout."""
    tree = folder / "tree"
    shutil.copytree(
        ROOT,
        tree,
        symlinks=True,
        ignore=shutil.ignore_patterns(".*", "build", "libs", "sample", "__pycache__", "ui", "*.ts", "*.qm"),
    )
    return tree


def survives(tree: Path, name: str, source: str) -> bool:
    """Whether the tests pass with this source of a rule file; run in a child, so that nothing stays imported."""
    target = tree / "core" / "checks" / f"{name}.py"
    kept = target.read_text("utf-8")
    target.write_text(source, "utf-8")
    child = os.fork()
    if child == 0:
        _run_tests(tree, name)
    deadline, status = time.monotonic() + PATIENCE_S, None
    while status is None:
        done, code = os.waitpid(child, os.WNOHANG)
        if done:
            status = os.waitstatus_to_exitcode(code)
        elif time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            status = -9
        else:
            time.sleep(0.02)
    target.write_text(kept, "utf-8")
    return status == 0


def _run_tests(tree: Path, name: str) -> None:
    import pytest

    code = 1
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        os.chdir(tree)
        folder = tree / "tests" / "core" / "checks"
        own = [path for path in (folder / f"test_{name}.py",) if path.exists()]
        rest = sorted(p for p in folder.glob("test_*.py") if p not in own)
        slow = [p for p in rest if "brute_force" in p.name]
        for files in (own, [p for p in rest if p not in slow], slow):
            options = ["-x", "-q", "-p", "no:cacheprovider", "--rootdir", str(tree)]
            code = pytest.main([*options, *map(str, files)]) if files else 0
            if code:
                break
    finally:
        os._exit(int(code))


def worked(tree: Path, jobs: list[tuple[str, int, str, str, str]], report: Path) -> None:
    """Judge a share of the mutants and write one line for each."""
    with report.open("w", encoding="utf-8") as out:
        for name, row, line, swap, source in jobs:
            verdict = "SURVIVED" if survives(tree, name, source) else "killed"
            if verdict == "SURVIVED" and is_equivalent(line, swap):
                verdict = "equivalent"
            out.write(f"{verdict}\t{name}.py:{row}\t{swap}\t{line}\n")
            out.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=RULES)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    sys.dont_write_bytecode = True
    import geopandas  # noqa: F401 - once, for every child
    import pyproj  # noqa: F401
    import pytest  # noqa: F401

    jobs = [(name, *swap) for name in given.names for swap in swaps(ROOT / "core" / "checks" / f"{name}.py")]
    with tempfile.TemporaryDirectory(prefix="mutants") as temporary:
        workers = []
        for number in range(given.workers):
            folder = Path(temporary, str(number))
            folder.mkdir()
            tree, report = copy_tree(folder), folder / "report.txt"
            if number == 0 and not survives(tree, "records", (tree / "core/checks/records.py").read_text("utf-8")):
                print("The tests fail before anything is swapped.")
                return 2
            child = os.fork()
            if child == 0:
                worked(tree, jobs[number :: given.workers], report)
                os._exit(0)
            workers.append((child, report))
        for child, _ in workers:
            os.waitpid(child, 0)
        lines = [line for _, report in workers for line in report.read_text("utf-8").splitlines()]
    survivors = sorted(line for line in lines if line.startswith("SURVIVED"))
    equivalent = sum(line.startswith("equivalent") for line in lines)
    print(*survivors, sep="\n")
    print(
        f"{len(jobs)} swaps: {len(lines) - len(survivors) - equivalent} killed, {equivalent} equivalent, {len(survivors)} survived"
    )
    return 1 if survivors or len(lines) < len(jobs) else 0


if __name__ == "__main__":
    sys.exit(main())
