"""The words for what stands in findings and opinions: severities, opinions, column titles."""

from __future__ import annotations

from ..core import schema
from ..core.errors import N_
from .translation import language, tr

SEVERITIES = {
    "block": N_("Block"),
    "error": N_("Error"),
    "warning": N_("Warning"),
    "info": N_("Note"),
    "not_checked": N_("Not checked"),
}
OPINIONS = {
    "reject": N_("Reject"),
    "supplement": N_("Supplement"),
    "undecided": N_("Undecided"),
    "approve_adjusted": N_("Approve with adjustment"),
    "approve": N_("Approve"),
}
ANSWERS = {"share": N_("Share"), "visit": N_("Visit first"), "build": N_("Build")}
FITS = {"yes": N_("Fits"), "maybe": N_("May fit"), "no": N_("Does not fit")}
CANDIDATES = {"existing": N_("Existing site"), "resource": N_("Opened resource")}
PLACES = {
    "nearest": N_("Nearest place that passes"),
    "with_reason": N_("Nearest place if a reason for not sharing is given"),
    "host": N_("Host inside the circle"),
}
JUDGED = {"shut": N_("Shut out"), "unjudged": N_("Not judged")}
CODED_OF = {"locations": {"kind": PLACES}, "excluded": {"state": JUDGED}}  # by style, then column
STATES = {
    "covered_measured": N_("Covered, measured"),
    "covered_model": N_("Covered by the model"),
    "claimed": N_("Claimed only"),
    "unknown": N_("Unknown"),
    "gap_model": N_("Gap by the model"),
    "gap_measured": N_("Gap, measured"),
}
MODELS = {
    "radius": N_("Radius model"),
    "formula": N_("Formula model"),
    "terrain": N_("Terrain model"),
    "sea": N_("Sea model"),
}
VERDICTS = {
    "met": N_("Met"),
    "not_met": N_("Not met"),
    "not_computed": N_("Not computed"),
    "no_threshold": N_("No threshold"),
    "not_applicable": N_("Not applicable"),
    "reported": N_("Reported"),
}
DUE = {"due": N_("Due in the year"), "earlier": N_("Due earlier")}
CODED = {
    "verdict": VERDICTS,
    "due": DUE,
    "state": STATES,
    "by_model": MODELS,
    "severity": SEVERITIES,
    "opinion": OPINIONS,
    "answer": ANSWERS,
    "fits": FITS,
    "candidate_kind": CANDIDATES,
    "best_kind": CANDIDATES,
}
COLUMNS = {
    "technology": N_("Technology"),
    "operator": N_("Operator"),
    "transmitters": N_("Transmitters"),
    "rule": N_("Rule"),
    "aspect": N_("Aspect"),
    "severity": N_("Severity"),
    "layer": N_("Layer"),
    "feature": N_("Feature"),
    "other": N_("Other feature"),
    "label": N_("Label"),
    "message": N_("Message"),
    "measured": N_("Measured"),
    "limit": N_("Limit"),
    "unit": N_("Unit"),
    "clause": N_("Clause"),
    "data": N_("Data it rests on"),
    "suggestion": N_("Suggestion"),
    "opinion": N_("Opinion"),
    "reasons": N_("Reasons"),
    "blocks": N_("Blocks"),
    "errors": N_("Errors"),
    "warnings": N_("Warnings"),
    "not_checked": N_("Rules not checked"),
    "matched_plan": N_("Matched planned site"),
    "plan_distance_m": N_("Distance to the planned site (m)"),
    "area_m2": N_("Area (m²)"),
    "area": N_("County or township"),
    "level": N_("Level"),
    "planned": N_("Planned"),
    "applied": N_("Applied for"),
    "approved": N_("Approved"),
    "built": N_("Built"),
    "task": N_("Task"),
    "rate": N_("Rate of the task (%)"),
    "built_source": N_("Built according to"),
    "reason": N_("Reason"),
    "text": N_("Text"),
    "layer_name": N_("From layer"),
    "answer": N_("Share or build"),
    "why": N_("Why"),
    "doubt": N_("To be settled by a visit"),
    "best_candidate": N_("Best candidate"),
    "best_kind": N_("Kind of the best candidate"),
    "best_distance_m": N_("Distance of the best candidate (m)"),
    "candidates": N_("Candidates"),
    "fitting": N_("Candidates that fit"),
    "site": N_("Site"),
    "candidate": N_("Candidate"),
    "candidate_kind": N_("Kind of candidate"),
    "rank": N_("Rank"),
    "distance_m": N_("Distance (m)"),
    "uncertainty_m": N_("Uncertainty (m)"),
    "fits": N_("Fits"),
    "counted": N_("Counted as a place (处)"),
    "opened": N_("Opened"),
    "surveyed": N_("Surveyed"),
    "usable": N_("Usable"),
    "signed": N_("Signed"),
    "withdrawn": N_("Withdrawn"),
    "undated": N_("Places without a date"),
    "period": N_("Period"),
    "edition": N_("Edition"),
    "county": N_("County"),
    "target": N_("Target"),
    "document": N_("Document"),
    "year": N_("Year"),
    "subject": N_("Subject"),
    "comparator": N_("Comparator"),
    "target_value": N_("Target value"),
    "value": N_("Value"),
    "numerator": N_("Numerator"),
    "denominator": N_("Denominator"),
    "unknown": N_("Unknown"),
    "verdict": N_("Verdict"),
    "shortfall": N_("Shortfall"),
    "basis": N_("Rests on"),
    "missing": N_("Missing"),
    "due": N_("Due"),
    "note": N_("Note"),
    "needed": N_("Places still needed"),
    "demand": N_("Demand item"),
    "kind": N_("Kind"),
    "state": N_("State"),
    "candidate_group": N_("Candidate group"),
    "application": N_("Application"),
    "suggested_lon": N_("Suggested longitude"),
    "suggested_lat": N_("Suggested latitude"),
    "shift_m": N_("Shift (m)"),
    "bearing_deg": N_("Bearing (°)"),
    "hosts": N_("Hosts"),
    "best_host": N_("Best host"),
    "worst": N_("What led to the opinion"),
    "lon": N_("Longitude"),
    "lat": N_("Latitude"),
    "total": N_("In all"),
    "covered": N_("Covered"),
    "covered_measured": N_("Of which measured"),
    "claimed": N_("Claimed only"),
    "gap": N_("Gap"),
    "serving_site": N_("Serving site"),
    "margin_db": N_("Margin (dB)"),
    "planned_year": N_("Planned for"),
    "by_model": N_("By the model"),
    "other_dbm": N_("Level by others (dBm)"),
    "other_covers": N_("Share that others cover"),
    "agrees": N_("Share of agreement"),
    "evidence": N_("Rests on"),
    "lacks": N_("What is missing"),
    "flags": N_("What else is open"),
    "length_m": N_("Length (m)"),
    "from_m": N_("From (m)"),
    "to_m": N_("To (m)"),
    "run_m": N_("Length of the unbroken gap (m)"),
    "marked": N_("Long gap"),
    "people": N_("People"),
    "group": N_("Gap area"),
    "group_gaps": N_("Gaps of the area"),
    "group_size": N_("Size of all gaps of the area"),
    "group_people": N_("People in the area's gaps"),
}
_OF_GAPS = {"share": N_("Share covered"), "unknown": N_("Unknown, claims with it")}
_OF_LOCATIONS = {
    "radius_m": N_("Allowed deviation (m)"),
    "circle_m2": N_("Area of the circle (m²)"),
    "unjudged_m2": N_("Not judged (m²)"),
    "shut_out": N_("What shuts out"),
    "unchecked": N_("Not checked"),
    "centre": N_("Centre of the circle"),
    "conditions": N_("Conditions there"),
    "in_area": N_("Inside what passes"),
    "reason_class": N_("Class of reason"),
    "evidence": N_("Evidence"),
    "complaints": N_("Complaints"),
    "coverage_need": N_("Need for coverage"),
    "rivals": N_("Rivals"),
    "proof_file": N_("File of proof"),
    "share": N_("Share of the circle"),
    "kind": N_("Kind of place"),
    "state": N_("State"),
    "words": N_("In words"),
    "county": N_("County"),
    "area_m2": N_("Area (m²)"),
}
COLUMNS_OF = dict.fromkeys(("areas", "locations", "excluded", "requests"), _OF_LOCATIONS)  # by style, then column
COLUMNS_OF |= dict.fromkeys(
    ("assessed", "assessed_lines", "assessed_areas", "gaps", "gaps_lines", "gaps_areas"), _OF_GAPS
)
LABELS = (  # of styles, where no code list has the word
    N_("Site of unknown type"),
    N_("Other building"),
    N_("Macro site, being built"),
    N_("Macro site, planned"),
    N_("Micro site, being built"),
    N_("Micro site, planned"),
    N_("Indoor system, being built"),
    N_("Indoor system, planned"),
    N_("Where it may stand"),
    N_("A request to change the plan"),
    N_("Another county or township"),
    N_("Too near another planned site or application"),
    N_("A host to share, or spacing"),
    N_("Roads"),
    N_("Railways"),
    N_("Power lines"),
    N_("Other protected zones"),
    N_("Buildings"),
)


def say_label(label: str) -> str:
    """An English label in the user's language: from the translations, else from the code lists."""
    said = tr(label)
    if said != label or language() == "en":
        return said
    for codelist, codes in schema.code_lists().items():
        for code, word in codes.items():
            if word["en"] == label:
                return schema.word_of(codelist, code, language())
    return label


def column_title(column: str, kind: str | None = None) -> str | None:
    """What a column is called in the user's language; None when it is nobody's."""
    own = COLUMNS_OF.get(kind or "", {}).get(column)
    if own:
        return tr(own)
    kinds = schema.table_kinds()
    for name in [kind] if kind in kinds else ["applications"]:  # opinions carry the application's columns
        known = kinds[name].columns.get(column)
        if known:
            title = known.zh if language() == "zh" else known.en
            return f"{title} ({known.unit})" if known.unit else title
    return tr(COLUMNS[column]) if column in COLUMNS else None


def code_words(column: str, kind: str | None = None) -> dict[str, str]:
    """Code -> word of a coded column in the user's language; empty for any other column."""
    said = CODED_OF.get(kind or "", {}).get(column) or CODED.get(column)
    if said:
        return {code: tr(text) for code, text in said.items()}
    if column == "operator" and kind == "coverage":
        codes = {code: schema.word_of("operator", code, language()) for code in schema.code_lists()["operator"]}
        return {**codes, "any": tr(N_("Any operator"))}
    known = schema.table_kinds().get(kind or "")
    found = known.columns.get(column) if known else None
    if found is None or found.type != "code" or found.codes not in schema.code_lists():
        return {}
    return {code: schema.word_of(found.codes, code, language()) for code in schema.code_lists()[found.codes]}
