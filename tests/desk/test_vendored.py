"""Files of others that the desk serves: as they were published, and nothing beside them."""

import hashlib
from importlib.resources import files

from newsdesk.desk.web.assets import asset

UPLOT = {
    "LICENSE": "8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd",
    "uPlot.iife.min.js": "19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
    "uPlot.min.css": "df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04",
}
"""SHA-256 of the files of the npm package uplot, 1.6.32."""


def test_uplot_is_unchanged_and_has_its_licence() -> None:
    folder = files("newsdesk.desk.web").joinpath("static", "vendor", "uplot")
    found = {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in folder.iterdir()}
    assert found == UPLOT


def test_uplot_writes_no_markup_and_loads_nothing() -> None:
    folder = files("newsdesk.desk.web").joinpath("static", "vendor", "uplot")
    script = folder.joinpath("uPlot.iife.min.js").read_text("utf-8")
    for unwanted in ("innerHTML", "eval(", "fetch(", "XMLHttpRequest", "import("):
        assert unwanted not in script
    assert "url(" not in folder.joinpath("uPlot.min.css").read_text("utf-8")
    assert asset("vendor/uplot/uPlot.min.css").endswith("/vendor/uplot/uPlot.min.css")
