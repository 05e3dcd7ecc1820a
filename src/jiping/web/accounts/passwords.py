"""How long a password must be, said in Chinese."""

from typing import Any

from django.core.exceptions import ValidationError


class LongEnough:
    """At least so many characters."""

    def __init__(self, least: int = 10) -> None:
        self.least = least

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for a shorter one."""
        if len(password) < self.least:
            raise ValidationError(f"密码至少要{self.least}位。", code="too_short")

    def get_help_text(self) -> str:
        """What is asked for."""
        return f"密码至少要{self.least}位。"
