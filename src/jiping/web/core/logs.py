"""Log lines as JSON, one a line."""

import json
import logging
from datetime import UTC, datetime


class Lines(logging.Formatter):
    """A record as one JSON object: time, level, logger, message, and the fault."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["fault"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
