"""A print of application sheets as a folder: layers, layout and facts for the printers, their parts, and the PDF of them."""

from __future__ import annotations

import hashlib
import json
import math
import os
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import geopandas as gpd
import pandas as pd

from ..core.errors import N_, CoreError, Progress
from ..core.report.ooxml import parsed
from ..core.report.pdf_join import join_pdfs
from ..core.report.placeholders import PLACEHOLDER
from ..core.report.sheet_rows import words
from ..core.report.writing import replacing
from ..core.workspace.geopackage import GeoPackage
from .child import start, work_off
from .record import plugin_version

PART = 20  # sheets printed to one file before the next: what a cancel loses at most
TURN = 5  # parts that one printer prints before another takes over: QGIS holds on to some memory with every page
CONTEXT = ("plan", "sites", "resources", "routes", "powerlines", "buildings", "zones", "townships", "counties")
DRAWN = ("here", "distances", "others", "circle", *CONTEXT)
LOCATED = ("here", "townships", "counties")
MOST_PRINTERS = 4


def job_facts(frames: Mapping[str, pd.DataFrame], spoken: str, scale: int, border_lines: bool) -> dict[str, Any]:
    """What a printer has to know beside the layers: language, scale, frame, extent, and which sheets make a part."""
    sheets = frames["here"]
    count = len(sheets)
    return {
        "language": spoken,
        "scale": int(scale),
        "border_lines": bool(border_lines),
        "crs": _true_to_length(sheets),
        "extent": _extent(frames),
        "layers": {name: _title(name, spoken) for name in frames if len(frames[name])},
        "drawn": DRAWN,
        "located": LOCATED,
        "parts": [[first, min(first + PART - 1, count)] for first in range(1, count + 1, PART)],
    }


def filled(template: Path, said: Mapping[str, str]) -> str:
    """The layout with its {{names}} replaced; one that is unknown stays. CoreError where the file is no layout template."""
    try:
        text = template.read_text("utf-8")
        root = parsed(text.encode("utf-8"), template.name).tag
    except (OSError, UnicodeDecodeError):
        root = ""
    if root != "Layout":
        raise CoreError(
            N_("'{file}' is no layout template. In a layout of QGIS choose 'Save as template' and give that file."),
            file=str(template),
        )
    words = {name: escape(word, {'"': "&quot;"}) for name, word in said.items()}
    return PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), text)


def prepared(
    target: Path, template: str, frames: Mapping[str, pd.DataFrame], facts: Mapping[str, Any]
) -> tuple[Path, int]:
    """The folder beside the PDF with all that the printers need, and how many parts are there already.

    The folder of a print of just this that was stopped is taken up; any other is made anew.
    """
    content = [template, json.dumps(facts, ensure_ascii=False), plugin_version()]
    content += [
        pd.util.hash_pandas_object(_plain(frame), index=False).to_numpy().tobytes().hex() for frame in frames.values()
    ]
    mark = hashlib.sha256("\n".join(content).encode("utf-8")).hexdigest()
    folder = target.with_name(f".{target.name}.parts")
    if (folder / "mark").exists() and (folder / "mark").read_text("utf-8") == mark:
        return folder, len(list(folder.glob("part_*.pdf")))
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        text = N_("The file '{file}' cannot be written: {why}. Close it if it is open, or choose another folder.")
        raise CoreError(text, file=str(target), why=error.strerror or str(error)) from error
    with GeoPackage(str(folder / "job.gpkg")).making() as session:
        for name, frame in frames.items():
            if len(frame):
                session.put(name, frame)
    (folder / "layout.qpt").write_text(template, "utf-8")
    (folder / "job.json").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
    (folder / "mark").write_text(mark, "utf-8")
    return folder, 0


def printed(folder: Path, target: Path, progress: Progress) -> int:
    """Print the parts that are missing, join all to the PDF, remove the folder; how many sheets. A cancel leaves the parts."""
    facts = json.loads((folder / "job.json").read_text("utf-8"))
    parts = [folder / f"part_{number:05}.pdf" for number in range(len(facts["parts"]))]
    printers = max(1, min(os.cpu_count() or 1, MOST_PRINTERS, len(parts)))
    missing = [n for n, part in enumerate(parts) if not part.exists()]
    turn = min(TURN, math.ceil(len(missing) / printers) or 1)
    turns = [missing[n : n + turn] for n in range(0, len(missing), turn)]
    jobs = [partial(start, "sheet_printer.print_parts", [str(folder), *map(str, some)], folder) for some in turns]
    work_off(jobs, printers, lambda done: progress(0.97 * done), lambda: sum(p.exists() for p in parts) / len(parts))
    lost = sum(not part.exists() for part in parts)
    if lost:
        said = " ".join(file.read_text("utf-8", "replace").strip()[-400:] for file in folder.glob("said_*.txt"))
        text = N_("{count} parts of the sheets were not printed: {why}")
        raise CoreError(text, count=lost, why=said or "–")
    with replacing(target) as fresh:
        count = join_pdfs(parts, fresh, words()["title"][facts["language"]])
    shutil.rmtree(folder, ignore_errors=True)
    return count


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    if not isinstance(frame, gpd.GeoDataFrame):
        return frame.astype(str)
    return (
        pd.DataFrame(frame.drop(columns=frame.geometry.name))
        .astype(str)
        .assign(geometry=frame.geometry.to_wkb(hex=True))
    )


def _title(name: str, spoken: str) -> str:
    told = words()["legend"].get(name)
    return told[spoken] if told else name


def _placed(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    return frame[~(frame.geometry.isna() | frame.geometry.is_empty)]


def _extent(frames: Mapping[str, pd.DataFrame]) -> list[float]:
    """West, south, east, north of the locator: the counties, else the applications."""
    for name in ("counties", "here"):
        if name in frames and len(_placed(frames[name])):
            west, south, east, north = _placed(frames[name]).total_bounds
            pad = 0.04 * max(east - west, north - south, 0.02)
            return [west - pad, south - pad, east + pad, north + pad]
    return [73.0, 3.0, 136.0, 54.0]


def _true_to_length(sheets: gpd.GeoDataFrame) -> str:
    """Metres around the applications, so that scale and distances are right there."""
    placed = _placed(sheets)
    lon, lat = (float(placed.geometry.x.median()), float(placed.geometry.y.median())) if len(placed) else (105.0, 35.0)
    return f"+proj=tmerc +lon_0={lon:.4f} +lat_0={lat:.4f} +ellps=GRS80 +units=m +type=crs"
