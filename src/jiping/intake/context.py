"""What a text is speaking about, as far as it has been read."""

from dataclasses import dataclass, field

from jiping.intake.prose import Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement before it has an address. ``raw`` and ``sentence`` are as printed;
    ``kind`` is ``amount``, ``ratio``, ``score``, ``count`` or ``grade``."""

    topic: str
    aspect: str
    subject: str
    raw: str
    unit: str
    kind: str
    sentence: str
    part_of: str = ""
    negative: bool = False


@dataclass(slots=True, kw_only=True)
class Scope:
    """The parts of a whole. ``depth`` is the number of open brackets it stands in."""

    depth: int
    whole: Claim | None
    counted: Claim | None


@dataclass(slots=True, kw_only=True)
class Context:
    """What is being spoken about, as far as the text has been read.

    ``chapter`` is the topic of the chapter, ``head`` what a clause without a topic goes
    on about, ``whole`` and ``counted`` the amount and the count that a following 其中
    would divide, ``latest`` the claim before this one. ``depth`` counts open brackets;
    ``noun`` is the end of words behind a figure that belong to it.
    """

    chapter: str
    year: int | None
    head: Claim | None = None
    whole: Claim | None = None
    counted: Claim | None = None
    latest: Claim | None = None
    scopes: list[Scope] = field(default_factory=list)
    depth: int = 0
    noun: int = 0
    sentence: Plain = field(default_factory=lambda: Plain("", "", ()))

    @property
    def topic(self) -> str:
        """The topic of a clause that names none."""
        return self.head.topic if self.head else self.chapter

    def open(self, whole: Claim | None = None) -> None:
        """What follows is part of the last amount, or of ``whole``."""
        self.scopes.append(
            Scope(depth=self.depth, whole=whole or self.whole, counted=self.counted)
        )

    def leave(self) -> None:
        """Back to what the innermost whole is about."""
        scope = self.scopes.pop()
        if scope.whole is not None:
            self.head = self.whole = scope.whole

    def close(self, depth: int) -> None:
        """A bracket ends, and with it the scopes inside it."""
        while self.scopes and self.scopes[-1].depth > depth:
            self.leave()
        self.depth = depth
