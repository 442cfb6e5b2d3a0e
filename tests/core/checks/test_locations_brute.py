"""Where a site may stand, compared with plain loops on a grid, with buffers, and with the rules at places moved there."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import shapely
from locations_brute import PLACE_ASPECTS, RULES, VALUES, OpenCounty, Site, apart, merged
from locations_cases import CASES, CHANGES
from site_tables import case_of, table

from fengsui.core.checks.engine import check

PLACES = {"south": (110.2, 18.3), "coast": (108.35, 21.77), "far north": (122.4, 53.2), "far west": (75.5, 39.5), "zone edge": (109.5, 24.3)}  # fmt: skip
HAIR = 0.05
TABLES = {"plan": "plan", "sites": "sites", "resources": "resources", "zones": "zones", "routes": "routes", "lines": "powerlines", "buildings": "buildings", "counties": "counties", "townships": "townships"}  # fmt: skip
SHUTS, OPEN = ("block", "error"), "not_checked"


def case_for(world, subject=None, rules=None, only=None):
    """The world as a case; `subject` other rows than its own, `only` the aspects that run."""
    given = {
        name: table(name, *rows)
        for key, name in TABLES.items()
        if (rows := getattr(world, key)) and not (key == "plan" and world.kind == "plan")
    }
    off = {} if only is None else {f"{rule}/{aspect}": {"enabled": False} for rule, aspect in every_aspect() if f"{rule}/{aspect}" not in only}  # fmt: skip
    merged = {key: {**off.get(key, {}), **world.rules.get(key, {}), **(rules or {}).get(key, {})} for key in {*off, *world.rules, *(rules or {})}}  # fmt: skip
    for key in off:
        merged[key]["enabled"] = False
    rows = table(world.kind, *(subject or world.rows()))
    return case_of(rows, kind=world.kind, values=world.values, rules=merged, complete=world.complete, **given)


def every_aspect():
    return [(rule, aspect) for rule, entry in RULES.items() for aspect in entry["aspects"]]


def found_for(world):
    from fengsui.core.checks.locations import find_locations

    return find_locations(case_for(world), strict=world.strict)


def flat(site, shape):
    """A shape of the answer in the plane of the site."""
    return site.plane.shape(shape) if shape is not None and not shape.is_empty else shapely.Polygon()


def by_site(frame, row):
    return frame[frame["site"] == row]


def ids(world):
    return [r["application_id" if world.kind == "applications" else "plan_id"] for r in world.rows()]


def differences(world, rows, answer=None, grid=5.0, without=()):
    """What the answer says otherwise than the loops, site by site, as sentences; and how many places were compared."""
    answer = answer or found_for(world)
    assert len(answer.areas) == len(world.rows())
    said, places = [], 0
    for n in rows:
        site, name = Site(world, n), ids(world)[n]
        row = answer.areas.iloc[n]
        if site.centre is None:
            said += [f"{name}: an area without a centre"] if flat_size(row.geometry) else []
            continue
        area = flat(site, row.geometry)
        mine = site.passing()
        xy = site.grid(grid)
        places += len(xy)
        said += grid_faults(name, site, area, xy)
        said += [f"{name}: {text}" for text in told_faults(site, row, area, mine)]
        said += [f"{name}: {text}" for text in share_faults(world, site, by_site(answer.excluded, row["site"]))]
        points = by_site(answer.points, row["site"])
        said += [f"{name}: {text}" for text in nearest_faults(site, points[points["kind"] == "nearest"], mine)]
        said += [f"{name}: {text}" for text in reason_faults(site, points, mine)]
        said += [f"{name}: {text}" for text in host_faults(site, points[points["kind"] == "host"], area)]
    return said, places


def flat_size(shape):
    return shape is not None and not shape.is_empty


def grid_faults(name, site, area, xy):
    points, state = shapely.points(xy), site.states(xy)
    shapely.prepare(area)
    inside = shapely.intersects(area, points)
    near_edge = shapely.dwithin(area.boundary, points, HAIR) if not area.is_empty else np.zeros(len(xy), bool)
    wrong_in = inside & (state > 0)
    wrong_out = ~inside & ~near_edge & (state == 0) & (np.hypot(*xy.T) < site.radius * (1 - 1e-4) - HAIR)
    which = {
        band.aspect
        for band in site.bands
        if wrong_in.any() and (band.state(points[wrong_in]) > 0).any()
    }  # fmt: skip
    told = [f"{name}: {wrong_in.sum()} places pass that {sorted(which)} shut out"] if wrong_in.any() else []
    return told + ([f"{name}: {wrong_out.sum()} of {len(xy)} places left out that pass"] if wrong_out.any() else [])


def told_faults(site, row, area, mine):
    slack = 0.001 * mine.area + 0.005 * (mine.length + area.length) + 0.01
    if abs(area.area - mine.area) > slack:
        yield f"area {area.area:.2f} instead of {mine.area:.2f}"
    if abs(row["area_m2"] - mine.area) > slack:
        yield f"area_m2 {row['area_m2']:.2f} instead of {mine.area:.2f}"
    circle = np.pi * site.radius**2
    if abs(row["radius_m"] - site.radius) > 1e-6 or abs(row["circle_m2"] - circle) > 0.001 * circle:
        yield f"radius {row['radius_m']}, circle {row['circle_m2']:.1f} instead of {site.radius}, {circle:.1f}"
    if circle and abs(row["share"] - mine.area / circle) > 0.001 + slack / circle:
        yield f"share {row['share']:.4f} instead of {mine.area / circle:.4f}"
    if not area.is_valid:
        yield "the area is not valid"
    if abs(row["lon"] - site.centre[0]) + abs(row["lat"] - site.centre[1]) > 1e-9:
        yield f"centre {row['lon']}, {row['lat']} instead of {site.centre}"
    if not row["unchecked"] and not (site.w.zones and site.w.routes):
        yield "does not say what is unchecked"


def share_faults(world, site, excluded):
    mine = site.aspects()
    theirs = {(f"{r.rule}/{r.aspect}", r.state): r for r in excluded.itertuples()}
    circle = site.circle.area
    for key in sorted({(a, s) for a in mine for s in ("shut", "unjudged")} | set(theirs)):
        pair = mine.get(key[0], (shapely.Polygon(),) * 2)
        shape = pair[0 if key[1] == "shut" else 1]
        told = theirs.get(key)
        if told is None and shape.area < 0.002 * circle + 1:
            continue
        slack = 0.002 * circle + 0.01 * shape.length
        if told is None or abs(told.area_m2 - shape.area) > slack or abs(told.share - shape.area / circle) > slack / circle:  # fmt: skip
            yield f"{key} takes {told and round(told.area_m2, 1)} instead of {shape.area:.1f} m2"
        elif not told.geometry.is_valid:
            yield f"{key} is drawn by a shape that is not valid"
        elif flat(site, told.geometry).buffer(0).symmetric_difference(shape).area > slack:
            yield f"{key} is drawn elsewhere"


def reason_faults(site, points, mine):
    """Faults of the place for a row that gives a reason for not sharing: told where that brings it nearer."""
    told = points[points["kind"] == "with_reason"]
    free = site.passing(without=("SP-15",))
    own = site.own if site.own is not None else shapely.Point(0, 0)
    gain = mine.distance(own) - free.distance(own) if mine.area > 1 else np.inf
    if len(told):
        yield from (f"with a reason: {text}" for text in nearest_faults(site, told, free))
    elif free.area > 1 and gain > 1 and site.w.kind == "applications":
        yield "no place with a reason"


def host_faults(site, told, area):
    """Faults of the list of sites with room and opened resources inside the circle."""
    high, rows = site.a.get("antenna_height_m"), {}
    for x in site.in_network():
        if x.get("spare") not in ("0", "无"):
            rows[x["site_id"]] = x
    for r in site.w.resources or ():
        height = r.get("height_m") or (r.get("floors") and r["floors"] * site.w.limit["host_storey_m"])
        fits = not (height and high and abs(height - high) > site.w.limit["host_height_tolerance_m"])
        if r["at"] is not None and fits and r.get("status") in (None, "published", "usable", "signed"):
            rows[r["resource_id"]] = r
    mine = {name for name, r in rows.items() if apart({"at": site.centre}, r) <= site.radius}
    if mine != set(told["candidate"]):
        yield f"hosts {sorted(told['candidate'])} instead of {sorted(mine)}"
        return
    for host in told.itertuples():
        place = site.plane.point(rows[host.candidate]["at"])
        if area.boundary.distance(place) > HAIR and bool(host.in_area) != area.contains(place):
            yield f"host {host.candidate} in_area {host.in_area}"


def nearest_faults(site, told, mine):
    own = site.own if site.own is not None else shapely.Point(0, 0)
    if mine.area > 1.0 and told.empty:
        yield "no nearest place"
    if mine.area < 1e-6 and len(told):
        yield "a nearest place where nothing passes"
    if mine.area <= 1.0 or told.empty:
        return
    first = told.iloc[0]
    place = flat(site, first.geometry)
    if mine.distance(place) > 1e-3:
        yield f"the nearest place lies {mine.distance(place):.3f} m outside"
    shrunk = mine.buffer(-0.15)
    low, high = mine.distance(own), (shrunk if not shrunk.is_empty else mine).distance(own)
    shift = place.distance(own)
    if not low - 0.01 <= shift <= high + 0.15:
        yield f"the nearest place is {shift:.2f} m away, not {low:.2f} to {high:.2f}"
    if abs(first["shift_m"] - shift) > 0.02:
        yield f"shift {first['shift_m']} of a place {shift:.3f} m away"
    if shift > 1:
        bearing = np.degrees(np.arctan2(place.x - own.x, place.y - own.y)) % 360
        if abs((first["bearing_deg"] - bearing + 180) % 360 - 180) > max(1.0, 20 / shift):
            yield f"bearing {first['bearing_deg']} instead of {bearing:.1f}"


def test_a_random_county_agrees_with_plain_loops():
    county = OpenCounty(PLACES["coast"], 5)
    world = county.world(applications=county.applications[:60])
    said, places = differences(world, range(0, 60, 12), grid=10.0)
    assert said == []
    assert places > 1_000


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["applications", "plan"])
@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("place", PLACES)
def test_random_counties_agree_with_plain_loops(place, strict, kind):
    world = OpenCounty(PLACES[place], len(place)).world(kind, strict=strict)
    said, places = differences(world, range(strict, len(world.rows()), 2))
    assert said == []
    assert places > 20_000


def verdicts(world, places):
    """What the rules say of rows moved to places: {row: (n, 2) degrees} -> {row: one set of faults for each place}.

    A fault is an aspect that shuts out, or one that would and can't be judged. Copies of one row stand in one table,
    except for the rule that compares rows with each other: there each row has a table with the others where they are.
    """
    rows, pairs = world.rows(), [a for a in PLACE_ASPECTS if a.startswith("SP-11")]
    moved = [(n, k) for n, xy in places.items() for k in range(len(xy))]
    said = {n: [set() for _ in xy] for n, xy in places.items()}
    own = world.kind == "plan"
    fresh = {"status": "planned"} if own else {"status": "submitted"}
    copies = [
        {**rows[n], **fresh, "at": tuple(places[n][k]), **({} if own else {"application_id": f"{n} {k}"})}
        for n, k in moved
    ]
    if own:
        for copy, (n, k) in zip(copies, moved):  # planned sites see each other: one table each
            others = [r for m, r in enumerate(rows) if m != n]
            note(world, said, check(case_for(world, [*others, copy], only=PLACE_ASPECTS)), {copy["plan_id"]: (n, k)})
        return said
    others = [a for a in PLACE_ASPECTS if a not in pairs]
    names = {f"{n} {k}": (n, k) for n, k in moved}
    note(world, said, check(case_for(world, copies, only=others)), names)
    for n in places:
        mine = [
            {**c, "candidate_group": c.get("candidate_group") or "one"} for c, (m, _) in zip(copies, moved) if m == n
        ]
        rest = [r for m, r in enumerate(rows) if m != n]
        if mine:
            note(world, said, check(case_for(world, [*mine, *rest], only=pairs)), names)
    return said


def note(world, said, checked, names):
    table = checked.findings
    for f in table[table["feature"].isin(list(names))].itertuples():
        n, k = names[f.feature]
        aspect = f"{f.rule}/{f.aspect}"
        assert "failed" not in f.message
        if world.shuts(f.severity) or (f.severity == OPEN and world.shuts(world.severity(aspect))):
            said[n][k].add(aspect)
        if aspect == "SP-23/voltage" and f.measured < 20 and world.shuts(world.severity("SP-23/clearance")):
            said[n][k].add("SP-23/clearance")


def places_about(area, random, count, out_m=0.06):
    """Places of the plane inside an area, on its edge, and just outside it."""
    if area.is_empty:
        return {"inside": np.empty((0, 2)), "on": np.empty((0, 2)), "out": np.empty((0, 2))}
    west, south, east, north = area.bounds
    xy = np.column_stack([random.uniform(west, east, 20 * count), random.uniform(south, north, 20 * count)])
    inside = xy[shapely.contains_xy(area, xy)][:count]
    on = shapely.line_interpolate_point(area.boundary, random.uniform(0, area.length, count))
    on = np.r_[shapely.get_coordinates(on), random.choice(shapely.get_coordinates(area), count)]
    angle = random.uniform(0, 2 * np.pi, len(on))
    out = on + out_m * np.column_stack([np.cos(angle), np.sin(angle)])
    return {"inside": inside, "on": on, "out": out[shapely.distance(area, shapely.points(out)) > 0.8 * out_m]}


def moved_faults(world, areas, count=12, points=None):
    """What the rules say otherwise of places inside, on and just outside areas of the plane ({row: (site, area)}), and
    of the nearest places as they are written with six decimals."""
    random, said = np.random.default_rng(0), []
    kept = {n: places_about(area, random, count) for n, (_, area) in areas.items()}
    for n, (site, area) in areas.items() if points is not None else ():
        near = points[(points["site"] == ids(world)[n]) & (points["kind"] == "nearest")]
        degrees = near[["lon", "lat"]].to_numpy(float)
        roomy = not area.buffer(-0.2).is_empty and len(near) and near["shift_m"].iloc[0] > 0
        degrees = np.round(degrees, 6) if roomy else degrees
        kept[n]["nearest"] = site.plane.point(degrees[0]).coords[0] if len(degrees) else np.empty((0, 2))
        kept[n]["nearest"] = np.reshape(kept[n]["nearest"], (-1, 2))
    xy = {n: np.concatenate(list(k.values())) for n, k in kept.items()}
    told = verdicts(world, {n: areas[n][0].plane.back(v) for n, v in xy.items() if len(v)})
    for n, k in kept.items():
        site, where = areas[n][0], np.repeat(list(k), [len(v) for v in k.values()])
        for i, place in enumerate(where):
            if place == "out":
                beyond = np.hypot(*xy[n][i]) > site.radius * (1 - 1e-4) - 0.01
                other = any(
                    b.aspect == "SP-12/deviation" and b.state(shapely.points(xy[n][i : i + 1]))[0] for b in site.bands
                )
                if not (told[n][i] or beyond or other):
                    said.append(f"{ids(world)[n]}: nothing shuts out {xy[n][i].round(3)}, outside its area")
            elif told[n][i]:
                said.append(f"{ids(world)[n]}: {sorted(told[n][i])} shut out {xy[n][i].round(3)}, {place} its area")
    return said, sum(map(len, xy.values()))


SLOW = ("radius 5 km", "a zone of many corners", "a zone all round", "every kind of road")
NAMES = [pytest.param(name, marks=pytest.mark.slow) if name in SLOW else name for name in CASES]


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.slow) if "5 km" in n else n for n in NAMES])
def test_a_small_world_agrees_with_plain_loops(name):
    world = CASES[name]
    grid = 40.0 if "5 km" in name else 8.0
    assert differences(world, range(len(world.rows())), grid=grid)[0] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_rules_agree_with_the_areas_of_a_small_world(name):
    world = CASES[name]
    assert moved_world(world, found_for(world), 4 if world.kind == "plan" else 12) == []


def moved_world(world, answer, count):
    sites = {n: Site(world, n) for n in range(len(world.rows()))}
    areas = {n: (s, flat(s, answer.areas.geometry.iloc[n])) for n, s in sites.items() if s.centre is not None}
    return moved_faults(world, areas, count, answer.points)[0]


def moved_county(place, seed, step, count=8, first=200, **given):
    """A random county's answer against the rules at places in and about its areas."""
    county = OpenCounty(PLACES[place], seed)
    world = county.world(applications=county.applications[:first], **given)
    answer = found_for(world)
    shown = [n for n in range(0, len(world.rows()), step) if flat_size(answer.areas.geometry.iloc[n])]
    areas = {n: (s, flat(s, answer.areas.geometry.iloc[n])) for n in shown for s in [Site(world, n)]}
    return moved_faults(world, areas, count, answer.points)


def test_the_rules_pass_what_lies_in_an_area_and_fail_what_lies_outside():
    said, places = moved_county("coast", 3, 5, 6, first=30)
    assert said == []
    assert places > 40


@pytest.mark.slow
@pytest.mark.parametrize(("place", "given"), [("south", {}), ("coast", {"strict": True}), ("far north", {}), ("far west", {"strict": True}), ("zone edge", {})])  # fmt: skip
def test_thousands_of_places_are_judged_alike(place, given):
    said, places = moved_county(place, 11, 1, 16, **given)
    assert said == []
    assert places > 1_000


@pytest.mark.parametrize("key", CHANGES)
def test_a_limit_changed_in_the_profile_moves_the_area(key):
    value, world = CHANGES[key]
    changed = dataclasses.replace(world, values={key: merged(VALUES[key], value)})
    answers = [found_for(w) for w in (world, changed)]
    sizes = [a.areas["area_m2"].iloc[0] for a in answers]
    assert abs(sizes[0] - sizes[1]) > 20
    for w, answer in zip((world, changed), answers):
        assert differences(w, [0], answer, grid=8.0)[0] == []


@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.parametrize("key", CHANGES)
def test_a_limit_changed_in_the_profile_moves_rule_and_area_alike(key):
    value, world = CHANGES[key]
    world = dataclasses.replace(world, values={key: merged(VALUES[key], value)})
    assert moved_world(world, found_for(world), 12) == []
