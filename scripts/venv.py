"""What the venv still needs on this release (`needs`), and whether it would crash QGIS (`check`)."""

from __future__ import annotations

import sys
import sysconfig
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# lowest version that will do -> what pip is asked for where apt has less
LOWEST = {
    "pip": ((23, 0), "pip==24.3.1"),  # before: builds see the system's old packages (Ubuntu 22.04)
    "shapely": ((2, 0), "shapely==2.0.7"),
    "pandas": ((1, 4), "pandas==1.5.3"),
    "geopandas": ((0, 14), "geopandas==1.0.1"),
}


def _release(package: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in version(package).split(".")[:2])
    except PackageNotFoundError:
        return ()


def needs() -> list[str]:
    """Return the requirements that neither apt nor the venv meets yet."""
    return [wanted for package, (lowest, wanted) in LOWEST.items() if _release(package) < lowest]


def own_libraries(folder: Path) -> list[Path]:
    """Return the GEOS and PROJ libraries that binary wheels brought along in `folder`."""
    bundled = [*folder.glob("*.libs/*"), *folder.glob("*/.dylibs/*"), *folder.glob("*/.libs/*")]
    return sorted(path for path in bundled if path.name.lower().startswith(("libgeos", "libproj")))


def check() -> str:
    """Return what is wrong with the venv, empty when nothing is."""
    found = own_libraries(Path(sysconfig.get_paths()["purelib"]))
    if found:
        owners = ", ".join(sorted({path.parent.name.split(".")[0] for path in found}))
        return (
            f"{owners} in .venv is a binary wheel with a GEOS or PROJ of its own ({found[0].name}): "
            "QGIS would crash with it. Remove .venv and run make setup again."
        )
    return "; ".join(f"{need} is missing in .venv" for need in needs())


if __name__ == "__main__":
    if sys.argv[1:] == ["needs"]:
        print(*needs(), sep="\n")
    else:
        sys.exit(check() or None)
