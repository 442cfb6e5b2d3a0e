"""The jobs of check_coverage.py by PostGIS, on a server of its own that is started here where PostgreSQL is installed.

Seconds are of the processor of the one backend that works (no parallel workers). Circles of 64 segments, as in QGIS.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
from coverage_others import QUARTER, Answer, in_metres, sites

sys.path.append(str(Path(__file__).resolve().parents[1] / "core" / "workspace"))
from postgres_server import PORT, Server, programs

_TICKS = os.sysconf("SC_CLK_TCK")

_BUFFERS = f"""create table disc as select n, st_buffer(g, r, {QUARTER}) g from site;
    create index on disc using gist (g); analyze disc"""
_POINTS = "select count(distinct p.n) from site s join place p on st_dwithin(s.g, p.g, s.r)"
_LINES = """create temp table gap as
        select r.n, st_length(r.g) total_m, case when u.g is null then r.g else st_difference(r.g, u.g) end g
        from road r left join lateral (select st_union(d.g) g from disc d where st_intersects(d.g, r.g)) u on true;
    create temp table cut as
        select p.n, c.n county, st_intersection(p.g, c.g) g from gap p join county c on st_intersects(p.g, c.g);
    select (sum(total_m) - sum(st_length(g))) / 1000 from gap"""
_AREAS = """select sum(st_area(st_intersection(a.g, u.g))) / 1e6 from {table} a
    cross join lateral (select st_union(d.g) g from disc d where st_intersects(d.g, a.g)) u"""


def postgis_jobs(data: dict[str, Any], parts: dict[str, int]) -> Answer:
    """PostGIS as an expert writes it: indexed buffers, a union for each road or area of the discs that it meets alone.

    Places are asked by ST_DWithin, without buffers. The gaps of roads are cut by county, as everywhere in this bench.
    """
    if programs() is None:
        print("  PostGIS: not run, it is not installed (bash scripts/setup.sh servers)")
        return
    with Server() as server:
        base = Backend(f"host={server.folder} port={PORT} user=postgres dbname=postgres")
        base.ask("create extension postgis")
        base.load("site", sites(data))
        base.load("place", in_metres(data, "places"))
        base.load("road", in_metres(data, "roads", parts["PostGIS lines"]))
        base.load("county", in_metres(data, "counties"))
        base.load("sea", in_metres(data, "sea"))
        drawn = base.ask(_BUFFERS)[1]
        for job, sql, extra, part in (
            ("points", _POINTS, 0.0, 1),
            ("lines", _LINES, drawn, parts["PostGIS lines"]),
            ("areas", _AREAS.format(table="county"), drawn, 1),
            ("sea", _AREAS.format(table="sea"), drawn, 1),
        ):
            answer, seconds = base.ask(sql)
            yield job, extra + seconds * part, float(answer or 0) * part, 1 / part


class Backend:
    """Asks by psql: each question has a backend of its own, which says at the end how long it worked."""

    def __init__(self, address: str) -> None:
        self.address = address

    def ask(self, sql: str, given: str = "") -> tuple[str, float]:
        """The last answer and the seconds of the processor."""
        alone = (
            "set max_parallel_workers_per_gather = 0; set max_parallel_maintenance_workers = 0; set work_mem = '256MB'"
        )
        clock = "select pg_read_file('/proc/self/stat')"
        done = subprocess.run(
            ["psql", self.address, "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", alone, "-c", sql, "-c", clock],
            input=given, capture_output=True, text=True, check=True,
        )  # fmt: skip
        *answer, stat = done.stdout.strip().splitlines()
        worked = stat.rpartition(")")[2].split()[11:13]
        return (answer[-1] if answer else ""), sum(map(int, worked)) / _TICKS

    def load(self, name: str, frame: gpd.GeoDataFrame) -> None:
        self.ask(f"create table {name} (n serial, r float8, g geometry)")
        radius = frame["r"].tolist() if "r" in frame else [0.0] * len(frame)
        text = io.StringIO()
        text.writelines(_rows(radius, frame.geometry.to_wkb(hex=True)))
        self.ask(f"copy {name} (r, g) from stdin", text.getvalue())
        self.ask(f"create index on {name} using gist (g); analyze {name}")


def _rows(radius: list[float], wkb: Any) -> Iterator[str]:
    return (f"{r}\t{shape}\n" for r, shape in zip(radius, wkb))
