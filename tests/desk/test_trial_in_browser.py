"""Trials and traces in a real Chromium, with a real Kafka and a worker."""

from pathlib import Path
from typing import Any

from newsdesk.client.cluster import Cluster
from tests.desk.browsing import wait_for, watched_page
from tests.desk.served import serving_in_thread
from tests.desk.traces import EchoDesk

DROP = """() => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(["{"], "dropped.jsonl"));
  document.body.dispatchEvent(
    new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""


def page_of(browser: Any, address: str, **options: Any) -> tuple[Any, list[str]]:
    """Return a page that waits for a worker, and what is wrong with it."""
    page, problems = watched_page(browser, address, **options)
    page.set_default_timeout(90_000)
    return page, problems


def test_try_follows_what_was_pasted_until_it_is_out(
    browser: Any, kafka: Cluster, tmp_path: Path
) -> None:
    echo = EchoDesk(kafka, tmp_path)
    with serving_in_thread(tmp_path / "desk.sqlite", **echo.changes) as desk:
        page, problems = page_of(browser, desk.address)
        page.goto("/try")
        page.get_by_label("Text, HTML or JSON").fill("Rain fell <b>on Monday</b>.")
        page.get_by_role("button", name="Send").click()
        page.wait_for_url("**/trace?**")
        page.locator("[data-state='waiting']").wait_for()
        with echo.chain.worker():
            page.locator("[data-state='out']").wait_for()
        assert page.locator("tbody tr").count() == 2
        wait_for(page, "document.getElementById('following').textContent === ''")
        page.close()
    assert problems == []


def test_try_a_file_that_becomes_a_dead_letter_says_why(
    browser: Any, kafka: Cluster, tmp_path: Path
) -> None:
    echo = EchoDesk(kafka, tmp_path)
    file = tmp_path / "bad.json"
    file.write_bytes(b'{"id": "a", "title": "Rain"}')
    with serving_in_thread(tmp_path / "desk.sqlite", **echo.changes) as desk, echo.chain.worker():
        page, problems = page_of(browser, desk.address)
        page.goto("/try")
        page.get_by_label("Or a file").set_input_files(file)
        page.get_by_role("button", name="Send").click()
        page.locator("[data-state='dead letter']").wait_for()
        assert (
            "a dead letter: no text. The article has no text. Send it in"
            in page.locator(".now").inner_text()
        )
        assert page.get_by_text("No field holds a text").is_visible()
        page.close()
    assert problems == []


def test_try_refuses_with_a_sentence_and_stays(
    browser: Any, kafka: Cluster, tmp_path: Path
) -> None:
    changes = EchoDesk(kafka, tmp_path).changes
    with serving_in_thread(tmp_path / "desk.sqlite", **changes) as desk:
        page, _ = page_of(browser, desk.address)
        page.goto("/try")
        page.get_by_role("button", name="Send").click()
        page.get_by_text("There is nothing in it, so nothing was sent.").wait_for()
        page.evaluate(DROP)
        page.get_by_role("button", name="Send").click()
        page.get_by_text("Not read: dropped.jsonl").wait_for()
        assert page.url.endswith("/try")
        page.close()
