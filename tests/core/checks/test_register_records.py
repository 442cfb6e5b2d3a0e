"""OR-01, 02, 05, 08, 09, 14, 15."""

from __future__ import annotations

import datetime as dt

import pytest
from register_tables import bare, messages, register, run
from site_tables import hits, unsure


def test_owner_and_category_are_asked_row_by_row():
    found = run("OR-01/missing", register({}, {"owner": None}, {"category": " ", "owner": None}, {"owner": ""}))
    assert hits(found, "error") == ["R1", "R2", "R3"]
    assert messages(found)[1] == "Missing: Owner, Category."


def test_a_category_that_is_no_word_is_not_understood_rather_than_missing():
    rows = register({"category": "什么"}, {"poles": "好"}, {"mode": "免费"})
    assert run("OR-01/missing", rows).empty
    assert hits(run("OR-01/code", rows), "error") == ["R0", "R1"]


def test_other_gaps_are_asked_in_columns_that_the_register_has():
    rows = register(
        {}, {"name": None}, {"address": None}, {"mode": None}, {"status": None}, {"batch": None}, {"contact": None}
    )
    assert hits(run("OR-01/incomplete", rows), "warning") == ["R1", "R2", "R3", "R4", "R5"]
    assert run("OR-01/incomplete", register({}, {}, batch=None, mode=None)).empty


def test_what_is_proposed_has_no_batch_yet():
    rows = register({"status": "proposed", "batch": None, "published_on": None}, {"published_on": None}, {})
    assert run("OR-01/incomplete", rows).empty  # the missing date of R1 is told by OR-09


def test_columns_that_are_lacking_are_told_once():
    found = run("OR-01/columns", register({}, {}, batch=None, contact=None))
    assert messages(found) == ["The register has none of these columns, or they are empty: Batch, Contact."]
    assert unsure(found) == []
    assert run("OR-01/columns", register({})).empty
    assert "Number" in messages(run("OR-01/columns", bare({"owner": "甲局"})))[0].replace("Resource number", "Number")


def test_a_number_stands_once():
    rows = register({}, {"resource_id": "R0"}, {"resource_id": None}, {"resource_id": None})
    assert hits(run("OR-01/number", rows), "warning") == ["R0", "R0"]
    assert unsure(run("OR-01/number", bare({"name": "甲"}))) == [None]


def test_what_has_no_coordinate_is_told_by_what_it_has():
    rows = register(
        {},
        {"at": None},
        {"at": None, "address": None},
        {"at": None, "lon_raw": "108度", "lat_raw": "?"},
        {"at": (0, 0)},
    )
    assert hits(run("OR-02/address", rows), "warning") == ["R1"]
    assert hits(run("OR-02/nowhere", rows), "warning") == ["R2"]
    assert hits(run("OR-02/coordinate", rows), "warning") == ["R3", "R4"]
    assert messages(run("OR-02/address", rows)) == [
        "Has an address and no coordinate: 乙路. It is counted and on no map."
    ]


@pytest.mark.parametrize("owner", ["government", "institution"])
def test_the_duty_to_open_free(owner):
    rows = register(
        {}, {"mode": "paid"}, {"mode": "negotiable"}, {"mode": "paid", "status": "withdrawn"}, owner_class=owner
    )
    assert hits(run("OR-05", rows), "error") == ["R1"]


def test_others_may_ask_a_price_unless_the_profile_says_otherwise():
    rows = register({"owner_class": "power"}, {"owner_class": "state_enterprise"}, mode="paid")
    assert run("OR-05", rows).empty
    wider = ["government", "institution", "state_enterprise"]
    assert hits(run("OR-05", rows, values={"free_duty": wider})) == ["R1"]


def test_a_missing_class_or_mode_is_open_only_where_it_decides():
    rows = register(
        {"owner_class": None, "mode": "paid"},
        {"owner_class": None},
        {"mode": None},
        {"owner_class": "power", "mode": None},
    )
    found = run("OR-05", rows)
    assert hits(found) == []
    assert unsure(found) == ["R0", "R2"]
    assert unsure(run("OR-05", bare({"mode": "paid"}))) == [None]


@pytest.mark.parametrize(("day", "stale"), [("2025-11-20", True), ("2025-11-21", False), ("2026-11-22", False)])
def test_stale_after_twelve_months(day, stale):
    rows = register({"status": "published", "surveyed_on": None, "published_on": day})
    assert hits(run("OR-08/stale", rows), "warning") == (["R0"] if stale else [])


def test_surveyed_rows_and_other_statuses_are_not_stale():
    old = {"published_on": "2020-01-01"}
    rows = register(
        {**old, "status": "published"},
        {**old, "surveyed_on": None, "status": "signed"},
        {**old, "surveyed_on": None, "status": "proposed"},
    )
    assert run("OR-08/stale", rows).empty


def test_an_undated_publication_cannot_be_told_stale():
    rows = register({"status": "published", "surveyed_on": None, "published_on": None}, {"status": None})
    assert unsure(run("OR-08/stale", rows)) == ["R0", "R1"]
    assert unsure(run("OR-08/stale", bare({"status": "published"}))) == [None]


@pytest.mark.parametrize(("day", "told"), [("2026-05-24", True), ("2026-05-25", False)])
def test_a_refusal_of_180_days(day, told):
    rows = register({"status": "refused", "published_on": "2024-01-01", "surveyed_on": day})
    assert hits(run("OR-08/refused", rows), "info") == (["R0"] if told else [])


def test_the_day_counts_and_an_undated_refusal_is_open():
    rows = register({"status": "refused", "surveyed_on": None, "published_on": None}, {"status": "refused"})
    assert unsure(run("OR-08/refused", rows)) == ["R0"]
    assert hits(run("OR-08/refused", rows, date=dt.date(2027, 6, 1))) == ["R1"]


def test_publication_needs_a_document_and_a_date():
    rows = register(
        {},
        {"document": None},
        {"published_on": None},
        {"document": " ", "published_on": None},
        {"status": "proposed", "document": None},
        {"status": "withdrawn", "document": None},
        {"document": "https://gov.cn/1"},
        {"status": None},
    )
    found = run("OR-09", rows)
    assert hits(found, "error") == ["R1", "R2", "R3"]
    assert unsure(found) == ["R7"]
    assert (
        messages(found)[2] == "Published, but missing: Document, Published on (a document number or url, and a date)."
    )


def test_a_date_that_cannot_be_read_is_told_once_as_such():
    rows = register({"published_on": "去年"})
    assert run("OR-09", rows).empty
    assert hits(run("OR-01/code", rows)) == ["R0"]


@pytest.mark.parametrize("fee", ["0", "无", "免费", "０", None, "不收费", " - "])
def test_no_fee(fee):
    assert run("OR-14", register({"fee": fee}, {"fee": "无"})).empty


def test_a_fee_for_who_must_open_free():
    rows = register(
        {"fee": "进场费2000元/年"},
        {"fee": "100", "owner_class": "power"},
        {"fee": "100", "owner_class": None},
        {"fee": "无", "owner_class": None},
    )
    found = run("OR-14", rows)
    assert hits(found, "warning") == ["R0"]
    assert unsure(found) == ["R2"]
    assert unsure(run("OR-14", register({}))) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "13800001234",
        "138 0000 1234",
        "１３８－００００－１２３４",
        "+86 13800001234",
        "联系0770-2821234",
        "(0770) 2821234",
        "电话：2821234",
        "400-810-1234",
    ],
)
def test_phone_numbers_in_any_text(text):
    rows = register({"address": f"江平街1号，{text}"}, {})
    assert hits(run("OR-15/phones", rows), "block") == ["R0"]


@pytest.mark.parametrize(
    "text",
    ["县工信〔2026〕1号", "2026-06-01", "江平街1380号", "450681202601002285", "108.354321,21.774321", "G75线K1380+500"],
)
def test_numbers_that_are_no_phones(text):
    assert run("OR-15/phones", register({"address": text, "resource_id": "13800001234"})).empty


@pytest.mark.parametrize(
    "text", ["联系人：覃某", "联系人 张三 138", "经办人欧阳娜娜", "请找王先生", "询李主任", "负责人：黄大明，电话"]
)
def test_names_in_other_text(text):
    assert hits(run("OR-15/names", register({"address": text})), "block") == ["R0"]


@pytest.mark.parametrize("text", ["联系人：办公室", "高校长廊", "张家村委会", "王府井路", "责任人：县工信局", "文化站"])
def test_text_that_names_nobody(text):
    assert run("OR-15/names", register({"address": text})).empty


def test_contacts_are_one_finding_of_the_table():
    rows = register({"contact": "张三"}, {"contact": "李四 2821234"}, {"contact": "县工信局办公室"})
    names, phones = run("OR-15/names", rows), run("OR-15/phones", rows)
    assert list(names["measured"]) == [2.0]
    assert list(phones["measured"]) == [1.0]
    assert names["feature"].isna().all()
    assert set(names["severity"]) | set(phones["severity"]) == {"block"}


def test_a_private_owner_is_a_name():
    rows = register(
        {"owner": "黄大明", "owner_class": "residential"},
        {"owner": "黄家村", "owner_class": "village"},
        {"owner": "王府小区", "owner_class": "residential"},
    )
    assert hits(run("OR-15/names", rows)) == ["R0"]


@pytest.mark.parametrize(
    "row", [{"name": "边防派出所"}, {"owner": "东兴边检站"}, {"address": "执勤点旁"}, {"category": "哨所"}]
)
def test_bodies_that_guard_the_border(row):
    assert hits(run("OR-15/border", register(row, {})), "block") == ["R0"]


def test_columns_that_nobody_knows_are_read_too():
    rows = register({}).assign(备注=["找张三先生 13800001234"])
    assert hits(run("OR-15/phones", rows)) == ["R0"]
    assert "备注" in messages(run("OR-15/names", rows))[0]


def test_rows_keep_their_name_beside_a_finding_of_the_whole_table():
    found = run("OR-15/phones", register({"address": "江平街1号，13800001234", "contact": "覃某 13900001234"}, {}))
    assert list(zip(found["feature"], found["label"], found["layer"])) == [
        (None, "resources", "resources"),
        ("R0", "甲楼", "resources"),
    ]
    assert list(found.geometry.notna()) == [False, True]
