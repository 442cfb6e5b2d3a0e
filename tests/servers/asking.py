"""How the tests ask the server for a register: quickly, and with its own authority trusted."""

from __future__ import annotations

import json
from pathlib import Path

from fengsui.core.register.access import Access, Limits
from fengsui.core.register.fetch import fetch

CSV = "资源编号,名称\nR1,甲楼\nR2,乙楼\n".encode()
FORMER = b"the former register"
QUICK = Limits(attempts=1, backoff_s=0.01, connect_s=2, silence_s=2, total_s=10, retry_after_s=1)
PATIENT = Limits(attempts=4, backoff_s=0.01, connect_s=2, silence_s=2, total_s=10, retry_after_s=1)


def get(server, file=None, path="/r.csv", limits=QUICK, read=None, headers=None, **more):
    read = read or (lambda table: Path(table).read_bytes())
    access = Access(headers=headers or {}, verify=server.verify)
    return fetch(server.url + path, read, file=str(file) if file else None, access=access, limits=limits, **more)


def rows_of(table):
    found = json.loads(Path(table).read_text("utf-8"))
    crs = (found.get("crs") or {}).get("properties", {}).get("name")
    return [({"id": row.get("id"), **row["properties"]}, row["geometry"]) for row in found["features"]], crs


def get_rows(server, path, file=None, limits=QUICK, **more):
    return fetch(
        server.url + path, rows_of, file=file and str(file), access=Access(verify=server.verify), limits=limits, **more
    )


def names(fetched):
    return [row["name"] for row, _ in fetched.result[0]]
