"""zip.py: build/fengsui.zip, the file that the plugin site takes.

Inside are the files of the last commit that .gitattributes does not keep out (export-ignore), the compiled translations
and, in vendor/, the libraries of vendored.yaml. The same commit gives the same bytes.
"""

from __future__ import annotations

import configparser
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
WHEELS = ROOT / "build" / "wheels"
REQUIRED = (
    *("name", "description", "version", "qgisMinimumVersion", "qgisMaximumVersion", "author", "email", "about"),
    *("tracker", "repository", "homepage", "license", "icon", "category", "tags", "hasProcessingProvider"),
)
LARGEST = 25_000_000  # what the site accepts, in bytes
FORBIDDEN = {".so", ".dll", ".pyd", ".dylib", ".exe", ".bat", ".cmd", ".ps1", ".sh", ".pyc"}
NOT_VENDORED = {"tests", "conftest.py", "RECORD"}  # RECORD lists files that are left out here


def committed() -> dict[str, bytes]:
    """The last commit's files that belong in the zip: what somebody is still editing is not released."""
    with tarfile.open(fileobj=io.BytesIO(_git("archive", "HEAD"))) as archive:
        opened = {entry.name: archive.extractfile(entry) for entry in archive if entry.isfile()}
        return {name: file.read() for name, file in opened.items() if file}


def translations() -> dict[str, bytes]:
    """The last commit's translations, compiled."""
    sources = _git("ls-tree", "-r", "--name-only", "HEAD", "resources/i18n").decode("utf-8").split()
    compiled = {}
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.ts"), Path(folder, "out.qm")
        for name in sources:
            source.write_bytes(_git("show", f"HEAD:{name}"))
            subprocess.run(["bash", ROOT / "scripts" / "strings.sh", "compile", source, target], check=True)
            compiled[str(PurePosixPath(name).with_suffix(".qm"))] = target.read_bytes()
    return compiled


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=True).stdout


def wheels(libraries: list[dict[str, Any]]) -> list[Path]:
    """The wheels with exactly the hashes asked for, from build/wheels or through this machine's pip."""
    WHEELS.mkdir(parents=True, exist_ok=True)

    def held() -> dict[str, Path]:
        return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in WHEELS.glob("*.whl")}

    if not {library["sha256"] for library in libraries} <= set(held()):
        pins = WHEELS / "requirements.txt"
        pins.write_text("".join("{name}=={version} --hash=sha256:{sha256}\n".format(**each) for each in libraries))
        options = ("--require-hashes", "--no-deps", "--only-binary", ":all:", "-d", str(WHEELS), "-r", str(pins))
        if subprocess.run([sys.executable, "-m", "pip", "download", "-q", *options], stdout=sys.stderr).returncode:
            raise SystemExit("pip could not fetch the libraries of scripts/vendored.yaml with the hashes given there")
    return [held()[library["sha256"]] for library in libraries]


def vendored(told: dict[str, Any]) -> dict[str, bytes]:
    """What stands in vendor/: the libraries without their tests, their licences, and a list of what was changed."""
    files = {}
    for wheel in wheels(told["libraries"]):
        with zipfile.ZipFile(wheel) as archive:
            names = [n for n in archive.namelist() if not n.endswith("/") and not NOT_VENDORED & {*n.split("/")}]
            files.update({f"vendor/{name}": archive.read(name) for name in names})
    for change in told["changes"]:
        place = f"vendor/{change['file']}"
        text = files[place].decode("utf-8")
        if change["old"] not in text:
            raise SystemExit(f"{place} holds no {change['old']!r}: see vendored.yaml")
        files[place] = text.replace(change["old"], change["new"]).encode("utf-8")
    lines = ["Used where QGIS has no copy of its own. Licence texts stand in the .dist-info folders.", ""]
    lines += ["{name} {version} ({licence}): {why}".format(**each) for each in told["libraries"]]
    lines += ["", "Changed for the plugin site's scan, without effect on what runs:"]
    lines += ["{file}: {new} ({why})".format(**each) for each in told["changes"]]
    return {**files, "vendor/README.txt": ("\n".join(lines) + "\n").encode("utf-8")}


def faults(files: dict[str, bytes]) -> list[str]:
    """What the plugin site would refuse."""
    found = [f"{name} is missing" for name in ("LICENSE", "__init__.py", "metadata.txt") if name not in files]
    parser = configparser.ConfigParser()  # as the site reads it: % must be doubled
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    try:
        parser.read_string(files.get("metadata.txt", b"").decode("utf-8"))
        told = dict(parser.items("general"))
    except (configparser.Error, UnicodeDecodeError) as error:
        return [*found, f"metadata.txt: {error}"]
    found += [f"metadata.txt has no {key}" for key in REQUIRED if not told.get(key, "").strip()]
    found += [
        f"metadata.txt: {key} is no https address"
        for key in ("tracker", "repository", "homepage")
        if key in told and not told[key].startswith("https://")
    ]
    if "icon" in told and told["icon"] not in files:
        found.append(f"the icon {told['icon']} is not in the zip")
    for name in files:
        parts = PurePosixPath(name).parts
        if PurePosixPath(name).suffix.lower() in FORBIDDEN or "__pycache__" in parts or parts[-1].startswith("."):
            found.append(f"{name} may not be in a plugin")
    return found


def write(files: dict[str, bytes], target: Path) -> None:
    """Write the files under fengsui/, sorted, all of one time and without rights to run."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    with zipfile.ZipFile(fresh, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"fengsui/{name}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            archive.writestr(entry, files[name])
    fresh.replace(target)


def main(target: Path) -> None:
    told = yaml.safe_load((ROOT / "scripts" / "vendored.yaml").read_text("utf-8"))
    files = {**committed(), **translations(), **vendored(told)}
    wrong = faults(files)
    if wrong:
        raise SystemExit("\n".join(wrong))
    write(files, target)
    size = target.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{target.name} has {size} bytes, the plugin site takes {LARGEST}")
    print(f"{target}: {len(files)} files, {size / 1e6:.1f} MB")
    if _git("status", "--porcelain", "--untracked-files=no"):
        print("Changes that are not committed are not in it.", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "build" / "fengsui.zip")
