"""An event loop with nothing to do but the worker's heartbeat: `python -m tests.support.idle_loop`.

What pauses it is the machine, not newsdesk.
"""

import mode

from newsdesk.agents.loop_watch import LoopWatch
from newsdesk.logs import configure_logs
from newsdesk.settings import LogSettings

if __name__ == "__main__":
    configure_logs(LogSettings(format="json"))
    mode.Worker(
        LoopWatch(), override_logging=False, daemon=True, quiet=True
    ).execute_from_commandline()
