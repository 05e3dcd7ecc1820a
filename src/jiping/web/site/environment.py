"""Variables of the environment, read with care: whoever runs this reads the sentence."""

import os

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
# Where what is sent is hidden: from the first byte on, or after a greeting.
PLAIN, STARTTLS, TLS = "", "1", "ssl"


def listed(name: str, default: str = "") -> list[str]:
    """What stands between the commas, without spaces and gaps."""
    parts = (os.environ.get(name) or default).split(",")
    return [part.strip() for part in parts if part.strip()]


def origins(name: str) -> list[str]:
    """Whole addresses. Raises ValueError for one without its scheme."""
    found = [each.rstrip("/") for each in listed(name)]
    for each in found:
        if not each.startswith(("https://", "http://")):
            raise ValueError(
                f"{name} 写的是“{each}”，应是完整网址，如 https://{each}，请改正。"
            )
    return found


def port(name: str, default: int) -> int:
    """A port. Raises ValueError for anything else."""
    given = (os.environ.get(name) or str(default)).strip()
    if not (given.isascii() and given.isdecimal() and 0 < int(given) < 65536):
        raise ValueError(f"{name} 写的是“{given}”，应是端口号（1 到 65535），请改正。")
    return int(given)


def level(name: str, default: str) -> str:
    """A level of the log, in any case. Raises ValueError for a word that is none."""
    given = (os.environ.get(name) or default).strip()
    if given.upper() not in LEVELS:
        raise ValueError(
            f"{name} 写的是“{given}”，可以写 {'、'.join(LEVELS)}，请改正。"
        )
    return given.upper()


def secrecy(name: str) -> str:
    """``PLAIN``, ``STARTTLS`` or ``TLS``. Raises ValueError for anything else."""
    given = os.environ.get(name, "").strip().lower()
    given = PLAIN if given == "0" else given
    if given not in (PLAIN, STARTTLS, TLS):
        raise ValueError(
            f"{name} 写的是“{given}”，应是 1（STARTTLS）或 ssl（一开始就加密），请改正。"
        )
    return given
