"""`newsdesk evaluate`: measure the results on a labelled set."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsdesk.logs import configure_logs
from newsdesk.settings import Settings
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.files import require_folder, writing
from newsdesk.terminal.options import load_settings
from newsdesk.terminal.output import closed_pipe_ends, output_console, write_json

if TYPE_CHECKING:
    from newsdesk.commands.evaluate.run import Evaluation

# What each command runs is imported in it, so that no other command waits for models.

Rows = Annotated[Path, typer.Option(metavar="FILE", help="The set: one JSON object per line.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write one JSON object, and nothing else.")]
Report = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the result to this HTML page.", show_default=False),
]

app = typer.Typer(
    help="Measure topics, summaries, cleaning and languages on your own data.",
    no_args_is_help=True,
)


@app.command()
def classification(
    data: Rows,
    taxonomy: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A taxonomy; without it NEWSDESK_CLASSIFIER__TAXONOMY, or IPTC Media Topics.",
            show_default=False,
        ),
    ] = None,
    label_map: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="FILE",
            help="YAML with the set's label for each topic; topics without one are never chosen.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
    report: Report = None,
) -> None:
    """Compare topics with labels. A row has `text`, optionally `title`, and `label` or `labels`."""
    from newsdesk.commands.evaluate import run

    with clear_errors():
        settings = _settings(report, classifier={"taxonomy": taxonomy})
        _show(run.run_classification(settings, data, label_map), report, as_json=as_json)


@app.command()
def summarization(
    data: Rows,
    sentences: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Sentences of a summary; without it NEWSDESK_SUMMARIZER__SENTENCES, or 3.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
    report: Report = None,
) -> None:
    """Compare summaries with those of people, by ROUGE. A row has `article` and `summary`."""
    from newsdesk.commands.evaluate import run

    with clear_errors():
        settings = _settings(report, summarizer={"sentences": sentences})
        _show(run.run_summarization(settings, data), report, as_json=as_json)


@app.command()
def cleaning(
    data: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help='JSON: {"URL": {"file": "…", "with": ["…"], "without": ["…"]}}, where `with` are'
            " snippets of the article, and `without` of the page around it.",
        ),
    ],
    html: Annotated[Path, typer.Option(metavar="FOLDER", help="The folder of the pages' files.")],
    as_json: AsJson = False,
    report: Report = None,
) -> None:
    """Compare cleaned pages with what should be left of them, next to trafilatura alone."""
    from newsdesk.commands.evaluate import run

    with clear_errors():
        settings = _settings(report)
        _show(run.run_cleaning(settings, data, html), report, as_json=as_json)


@app.command()
def language(
    data: Rows,
    min_characters: Annotated[
        int, typer.Option(min=1, help="Leave out rows whose text is shorter.")
    ] = 1,
    languages: Annotated[
        str | None,
        typer.Option(
            metavar="CODES",
            help="Only rows in these languages, as in en,de,sw; without it, all rows.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
    report: Report = None,
) -> None:
    """Compare detected languages with labels. A row has `text` and `label`, an ISO 639-1 code."""
    from newsdesk.commands.evaluate import run

    codes = {code.strip().lower() for code in (languages or "").split(",")} - {""}
    with clear_errors():
        settings = _settings(report)
        _show(run.run_language(settings, data, min_characters, codes), report, as_json=as_json)


def _settings(report: Path | None, **sections: dict[str, object]) -> Settings:
    """Return the worker's settings; check before long work that the page can be written.

    Raises:
        FileError: if it cannot.
        SettingsError: if a setting cannot be used.
    """
    if report:
        require_folder(report)
    settings = load_settings(None, **sections)
    configure_logs(settings.log)
    return settings


def _show(evaluation: "Evaluation", report: Path | None, *, as_json: bool) -> None:
    with closed_pipe_ends():
        if as_json:
            write_json(evaluation.fields)
        else:
            evaluation.print(output_console())
    if report:
        with writing(report):
            report.write_text(evaluation.page(), encoding="utf-8")
