"""`newsdesk` and `python -m newsdesk`."""

import signal


def main() -> None:
    """Run the command line; an interruption while it is imported ends it silently."""
    is_usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_usual:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from newsdesk.cli import main as run

    if is_usual:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


if __name__ == "__main__":
    main()
