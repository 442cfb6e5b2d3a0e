"""The report in a real browser: no request, no error, charts drawn, tables sorted, nothing cut on paper."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess

import pytest
from browser import Browser, program

from fengsui.core.report.html import write_html

pytestmark = pytest.mark.skipif(program() is None, reason="needs Chromium: bash scripts/setup.sh programs")
PAPER_PX = 1033  # of A4 landscape between its margins, at 96 per inch


@pytest.fixture
def page(report_of, tmp_path):
    _, _, report = report_of()
    write_html(report, tmp_path / "r.html")
    browser = Browser(tmp_path / "profile")
    try:
        browser.open((tmp_path / "r.html").as_uri())
        yield browser, report
    finally:
        browser.close()


def told(browser, *methods):
    return [event["params"] for event in browser.events if event.get("method") in methods]


def test_the_page_in_a_browser(page, tmp_path):
    browser, report = page
    asked = [event["request"]["url"] for event in told(browser, "Network.requestWillBeSent")]
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert told(browser, "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded") == []

    pictures = sum(len(section.pictures) for section in report.sections)
    drawn = browser.value("[...document.querySelectorAll('figure svg')].filter(s => s.getBBox().height > 30).length")
    assert drawn == pictures >= 4
    assert browser.value("document.documentElement.lang") == "zh-CN"
    assert browser.value("[...document.querySelectorAll('table')].every(t => t.caption && t.querySelector('th[scope=col]'))")
    assert browser.value("[...document.querySelectorAll('svg')].every(s => s.getAttribute('role') == 'img' && s.getAttribute('aria-label'))")

    column = "[...document.querySelectorAll('#progress tbody tr')].map(r => r.cells[7].textContent)"
    head = "document.querySelectorAll('#progress thead th')[7]"
    assert browser.value(f"{head}.textContent") == "任务"
    browser.value(f"{head}.click()")
    assert browser.value(column) == ["9", "699", "699"]
    browser.value(f"{head}.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Enter'}}))")
    assert browser.value(column) == ["699", "699", "9"]
    assert browser.value(f"{head}.getAttribute('aria-sort')") == "descending"


def test_on_paper_nothing_is_cut(page, tmp_path):
    browser, _ = page
    browser.call("Emulation.setEmulatedMedia", media="print")
    browser.call("Emulation.setDeviceMetricsOverride", width=PAPER_PX, height=700, deviceScaleFactor=1, mobile=False)
    wide = "[...document.querySelectorAll('table, figure svg')].filter(t => t.getBoundingClientRect().right > innerWidth + 1).length"
    assert browser.value(wide) == 0
    assert browser.value("getComputedStyle(document.querySelector('tbody tr')).breakInside") == "avoid"
    printed = base64.b64decode(browser.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])
    assert re.search(rb"/MediaBox ?\[0 0 841\.\d+ 59[45]\.?\d*\]", printed)
    if shutil.which("pdftotext"):
        (tmp_path / "r.pdf").write_bytes(printed)
        text = subprocess.run(["pdftotext", "-layout", str(tmp_path / "r.pdf"), "-"], capture_output=True, check=True).stdout.decode()
        assert "国道G228" in text
        assert "内部版" in text
