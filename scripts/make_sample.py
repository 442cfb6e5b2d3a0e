#!/usr/bin/env python3
"""Make resources/sample: the sample county, the applications and registers as people send them, and manifests.

    make_sample.py [FOLDER]            make the sample again from FOLDER/base.gpkg and FOLDER/villages.csv
    make_sample.py --trim BASE [FOLDER]  first cut base.gpkg out of a wider base

Running it twice gives the same bytes. It stops where its own plain check finds a fault that was not planted.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from sample_county import (
    base,
    batches,
    check,
    heights,
    layers,
    manifest,
    register,
    register_files,
    senders,
    supply_layers,
)
from sample_county import targets_manifest as targets
from sample_county.build import build

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sample"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="where to write")
    parser.add_argument("--trim", type=Path, help="a wider base to cut base.gpkg from")
    arguments = parser.parse_args()
    folder = arguments.folder
    if arguments.trim:
        base.trim(arguments.trim, folder / "base.gpkg")
    ground = build(folder)
    opened = register.build(ground)
    faults = manifest.differences(ground, check.findings(ground)) + register_files.differences(opened)
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    supplied = supply_layers.Supplied(ground)
    more = {**register_files.layers(opened), **supply_layers.layers(supplied)}
    layers.write(ground, base.read(folder / "base.gpkg"), folder / "sample.gpkg", more)
    heights.write(base.read(folder / "base.gpkg"), folder / heights.FILE)
    targets.write(ground, supplied, folder / "targets_manifest.yaml")
    rows = ground.applications
    senders.workbook(rows, folder / "applications_2026_batch1.xlsx")
    senders.field_csv(rows, folder / "applications_field.csv")
    senders.ovkml(rows, folder / "applications_ovital.ovkml")
    shifted, as_decimal = batches.shifted_rows(ground), batches.as_decimal_rows(ground)
    batches.write_shifted(shifted, folder / batches.SHIFTED)
    batches.write_as_decimal(as_decimal, folder / batches.AS_DECIMAL)
    counts = {
        name: sum(manifest.FILES[row["sender"]] == name for row in rows)
        for name in dict.fromkeys(manifest.FILES.values())
    }
    manifest.write(ground, counts, batches.separate(shifted, as_decimal), folder / "manifest.yaml")
    register_files.workbook(opened.rows, register.DATE, folder / "register.xlsx")
    register_files.workbook(opened.previous, register.PREVIOUS_DATE, folder / "register_previous.xlsx")
    told = register_files.published(opened, folder / "register_published.xlsx")
    register_files.manifest(opened, told, folder / "register_manifest.yaml")
    print(f"{len(opened.rows)} resources, {len(register_files.planted(opened))} planted findings in the register")
    print(f"{len(rows)} applications, {len(manifest.planted(ground))} planted findings in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
