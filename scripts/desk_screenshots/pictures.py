"""Looks at each page of a desk in Chromium, and keeps a picture of it."""

import shutil
from pathlib import Path

from playwright.async_api import Browser, Page, ViewportSize, async_playwright

_WIDE = ViewportSize(width=1000, height=640)
_WIDEST = ViewportSize(width=1200, height=720)
_NARROW = ViewportSize(width=360, height=760)
_SETTLED_MS = 400
_MODELS_MS = 300_000
_TRIAL = """Ferry sinks off Merrow, all 62 aboard saved

A ferry with 62 people aboard sank in a gale off the island of Merrow on Tuesday. \
Lifeboats and two fishing boats took everybody to the harbour of Saltby. The coastguard said that \
the bow door had not been closed. An inquiry begins on Thursday."""


async def take_pictures(address: str, folder: Path) -> None:
    """Keep a PNG of each page in `folder`.

    Raises:
        FileNotFoundError: if there is no Chromium on the PATH.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        raise FileNotFoundError("There is no chromium on the PATH.")
    async with async_playwright() as running:
        browser = await running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            await _reading(browser, address, folder)
            await _operating(browser, address, folder)
        finally:
            await browser.close()


async def _reading(browser: Browser, address: str, folder: Path) -> None:
    page = await browser.new_page(base_url=address, viewport=_WIDE)
    await page.goto("/")
    await _keep(page, folder, "stream")
    await _keep_looks(browser, address, folder)
    await page.get_by_role("link", name="Chemists build").first.click()
    await page.locator(".text").wait_for()
    await _keep(page, folder, "article")
    await page.get_by_role("link", name="Why these topics?").click()
    await page.locator("#refreshed[data-goes-on=no]").wait_for(timeout=_MODELS_MS)
    await _keep(page, folder, "why")
    await page.close()


async def _keep_looks(browser: Browser, address: str, folder: Path) -> None:
    page = await browser.new_page(base_url=address, viewport=_WIDE, color_scheme="dark")
    await page.goto("/")
    await _keep(page, folder, "stream-dark")
    await page.set_viewport_size(_NARROW)
    await page.emulate_media(color_scheme="light")
    await _keep(page, folder, "stream-narrow")
    await page.close()


async def _operating(browser: Browser, address: str, folder: Path) -> None:
    page = await browser.new_page(base_url=address, viewport=_WIDE)
    await page.goto("/try")
    await page.get_by_label("Text, HTML or JSON").fill(_TRIAL)
    await _keep(page, folder, "try")
    await page.get_by_role("button", name="Send").click()
    await page.locator("[data-state='out']").wait_for(timeout=_MODELS_MS)
    await page.set_viewport_size(_WIDEST)
    await page.goto("/letters")
    await _keep(page, folder, "dead-letters")
    await page.get_by_role("checkbox", name="Choose all").check()
    await page.get_by_role("button", name="Replay the chosen").click()
    await _keep(page, folder, "replay")
    await page.get_by_role("button", name="back").click()
    await page.locator("#refreshed[data-goes-on=no]").wait_for(timeout=_MODELS_MS)
    await _keep(page, folder, "replayed")
    await page.goto("/trace?q=wire-002")
    await _keep(page, folder, "trace")
    await page.goto("/writes")
    await _keep(page, folder, "writes")
    await page.goto("/pipeline")
    await _keep(page, folder, "pipeline")
    await page.get_by_label("Colours").select_option("dark")
    await page.evaluate("document.getElementById('over-time').scrollIntoView()")
    await _keep(page, folder, "charts")
    await page.close()


async def _keep(page: Page, folder: Path, name: str) -> None:
    await page.locator("main h1").wait_for(state="attached")
    await page.wait_for_timeout(_SETTLED_MS)
    await page.screenshot(path=folder / f"{name}.png")
