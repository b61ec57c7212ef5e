"""The worker that the server starts itself: started again when it dies, ended when the server ends, however that is.

Run by the server as ``python -m dashboard.embedded_worker PID``: a small process that watches server and worker.
Each process knows which one it must not outlive. Asking for the parent would be too late when the parent ended
while this one was starting: it would watch its next parent, which never ends.
"""

import os
import signal
import subprocess
import sys
import time
from threading import Thread

WORKER = (sys.executable, "-c", "from dashboard.embedded_worker import work; work()")
SECONDS_BETWEEN_LOOKS = 0.5
# Time for the worker to end by itself; what it has begun is rolled back either way.
SECONDS_TO_END = 5.0


def main() -> None:
    server = int(sys.argv[1])
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    while os.getppid() == server:
        with subprocess.Popen((*WORKER, str(os.getpid()))) as worker:
            try:
                while worker.poll() is None and os.getppid() == server:
                    time.sleep(SECONDS_BETWEEN_LOOKS)
            finally:
                _end(worker)
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _end(worker: "subprocess.Popen[bytes]") -> None:
    worker.terminate()
    try:
        worker.wait(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        worker.kill()


def work() -> None:
    """The worker itself. It ends with the process that watches it: left behind it would meet the next one."""
    watcher = int(sys.argv[1])

    def watch() -> None:
        while os.getppid() == watcher:
            time.sleep(SECONDS_BETWEEN_LOOKS)
        os.kill(os.getpid(), signal.SIGKILL)

    Thread(target=watch, daemon=True).start()
    from dashboard.cli import main as command_line

    command_line(["worker"])


if __name__ == "__main__":
    main()
