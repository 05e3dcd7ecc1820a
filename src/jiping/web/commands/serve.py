"""``jiping serve``: the workbench, and the worker of its background tasks."""

import errno
import signal
import socket
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from jiping.cli.parser import Parser, UsageError
from jiping.web.commands.start import NotInstalled, load, migrate

HELP = "启动工作台（网页），数据放在 JIPING_HOME"
# Seconds to end what was begun, when it is told to stop.
_GRACE = 30
# Seconds that a browser's connection is kept, and how many a process keeps. On one
# connection a person comes back to the process that knows the draft (decision 13).
_KEPT, _MOST_KEPT = 75, 800
# The server's own lines go the way of all others: JSON, one a line.
_LOGGERS = {
    "gunicorn.error": {"level": "WARNING", "handlers": [], "propagate": True},
    "gunicorn.access": {"level": "WARNING", "handlers": [], "propagate": True},
}


def configure(parser: Parser) -> None:
    """Address, port and how many processes."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="监听的地址（默认只供本机：127.0.0.1）"
    )
    parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
    parser.add_argument(
        "--workers", type=int, default=2, help="处理请求的进程数（默认 2）"
    )


def run(arguments: Namespace) -> int:
    """Serve until stopped. Raises UsageError where the port is taken or a package lacks."""
    if arguments.workers < 1:
        raise UsageError("--workers 至少是 1。")
    free(arguments.host, arguments.port)
    try:
        migrate()
    except NotInstalled as fault:
        raise UsageError(str(fault)) from fault
    first = load("jiping.web.administration.first").sentence()
    print(_address(arguments.host, arguments.port), flush=True)
    if first:
        print(first, flush=True)
    serve(arguments.host, arguments.port, arguments.workers)
    return 0


def _address(host: str, port: int) -> str:
    if host in ("0.0.0.0", "::"):
        return (
            f"工作台：http://127.0.0.1:{port}/，别的机器用这台机器的主机名或地址"
            "（要写进 JIPING_HOSTS）。"
        )
    return f"工作台：http://{_bound(host, port)}/"


def _bound(host: str, port: int) -> str:
    """Both in one, as addresses are written: colons of their own want brackets."""
    bare = host.strip("[]")
    return f"[{bare}]:{port}" if ":" in bare else f"{bare}:{port}"


def free(host: str, port: int) -> None:
    """Raises UsageError where nothing can listen there: better before than after all
    else was got ready."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host.strip("[]"), port))
        except (OSError, OverflowError) as fault:
            raise UsageError(_why_not(host, port, fault)) from fault


def _why_not(host: str, port: int, fault: OSError | OverflowError) -> str:
    if isinstance(fault, OverflowError):
        return f"端口 {port} 不对，应在 1 到 65535 之间，请用 --port 换一个。"
    if isinstance(fault, socket.gaierror) or fault.errno == errno.EADDRNOTAVAIL:
        return f"这台机器没有 {host} 这个地址，请用 --host 换一个。"
    if fault.errno == errno.EACCES:
        return f"端口 {port} 要有系统权限才能用，请用 --port 换一个大于 1023 的。"
    return f"{host} 的端口 {port} 不能用（可能已有程序占用），请用 --port 换一个。"


def serve(host: str, port: int, workers: int) -> None:
    """Run gunicorn in this process and the task worker beside it, until stopped."""
    base = load("gunicorn.app.base").BaseApplication
    logs = load("django.conf").settings.LOGGING | {"loggers": _LOGGERS}

    class Server(base):  # type: ignore[misc, valid-type]
        def load_config(self) -> None:
            self.cfg.set("bind", _bound(host, port))
            self.cfg.set("workers", workers)
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("threads", 4)
            self.cfg.set("keepalive", _KEPT)
            self.cfg.set("worker_connections", _MOST_KEPT)
            # An upload may take as long as one package is given.
            self.cfg.set("timeout", 150)
            self.cfg.set("graceful_timeout", _GRACE)
            self.cfg.set("logconfig_dict", logs)
            self.cfg.set("control_socket_disable", True)

        def load(self) -> Callable[..., Any]:
            return load("jiping.web.site.wsgi").application  # type: ignore[no-any-return]

    # What was opened to migrate must not be shared with the processes to come.
    load("django.db").connections.close_all()
    with _task_worker():
        Server().run()


@contextmanager
def _task_worker() -> Iterator[None]:
    """The process that sends mail, makes the daily round and does other work nobody waits
    for."""
    command = [sys.executable, "-m", "jiping.web.commands.worker"]
    worker = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        worker.send_signal(signal.SIGTERM)
        try:
            worker.wait(timeout=_GRACE)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
