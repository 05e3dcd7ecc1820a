"""How long contestants take, as ratios of one run on a machine that others use too.

They take turns within every round, so that a slow moment meets all of them, and what
counts is the processor's time, of the processes they start as well, not the clock's.
"""

import resource
import statistics
from collections.abc import Callable, Mapping, Sequence

Work = Callable[[bytes], object]


def spent() -> float:
    """Seconds of the processor that this process and its ended children have used."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def measure(
    contestants: Mapping[str, Work],
    files: Sequence[bytes],
    rounds: int,
    slow: Sequence[str] = (),
) -> dict[str, list[float]]:
    """Seconds a file in every round but the first, by contestant.

    Those named in ``slow`` run in the first two rounds only; the first loads what they
    load late.
    """
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds + 1):
        for name, work in contestants.items():
            if name in slow and number > 1:
                continue
            start = spent()
            for data in files:
                work(data)
            if number:
                times[name].append((spent() - start) / len(files))
    return times


def ratio(times: Mapping[str, Sequence[float]], name: str, other: str) -> float:
    """The median over the rounds of one contestant's time to another's beside it."""
    pairs = zip(times[name], times[other], strict=False)
    return statistics.median(a / b if b else float("inf") for a, b in pairs)


def table(
    times: Mapping[str, Sequence[float]],
    against: Sequence[str],
    missing: Sequence[str] = (),
) -> str:
    """The Markdown table of one run: milliseconds, and ratios to the contestants named."""
    lines = [
        "| | ms a file |" + "".join(f" × {name} |" for name in against),
        "| --- | ---: |" + " ---: |" * len(against),
    ]
    for name, seconds in times.items():
        cells = [f"{statistics.median(seconds) * 1000:.2f}"]
        cells += [f"{ratio(times, name, other):.2f}" for other in against]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    rest = " |" * len(against)
    lines += [f"| {name} | not installed, not measured |{rest}" for name in missing]
    return "\n".join(lines)
