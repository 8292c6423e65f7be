"""The wait for an explanation in a real Chromium: something moves, unless one wants less motion."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from newsdesk.desk.explaining import Explanations
from tests.desk.messages import event_at
from tests.desk.served import serving_in_thread

MOVES = "() => document.getAnimations().filter((each) => each.playState === 'running').length > 0"


async def never(article: bytes) -> Mapping[str, Any]:
    await asyncio.sleep(600)
    return {}


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_why_moves_while_it_is_made(browser: Any, tmp_path: Path, motion: str, moves: bool) -> None:
    with serving_in_thread(tmp_path / "d.sqlite", explanations=Explanations(never)) as desk:
        desk.write(event_at(0))
        page = browser.new_page(base_url=desk.address, reduced_motion=motion)
        page.goto("/article/0/0/why")
        assert page.get_by_role("progressbar").is_visible()
        assert page.evaluate(MOVES) is moves
        page.close()
