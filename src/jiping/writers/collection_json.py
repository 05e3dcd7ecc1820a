"""A bureau's intake for programs; the shape is ``schemas/intake.schema.json``."""

import json
from typing import IO, Any

from jiping import __version__
from jiping.model.delivery import COLUMNS, Collection, Double, Piece, Standing
from jiping.writers.collection_words import sentences
from jiping.writers.records import Json, place_json


def write(collection: Collection, stream: IO[Any]) -> None:
    """One object."""
    json.dump(collection_json(collection), stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def collection_json(collection: Collection) -> Json:
    """The whole intake: units by year, what is mixed, stray or not sent."""
    return {
        "version": __version__,
        "units": [_standing(each) for each in collection.standings],
        "silent": list(collection.silent),
        "mixed": [
            {"name": each.name, "units": list(each.units)} for each in collection.mixed
        ],
        "strays": [
            {"file": each.file, "reason": each.reason, "unread": each.unread}
            for each in collection.strays
        ],
        "expected": collection.expected,
        "files": collection.files,
    }


def _standing(standing: Standing) -> Json:
    return {
        "unit": standing.unit,
        "year": standing.year,
        "listed": standing.listed,
        "complete": standing.complete,
        "pieces": {
            column: [_piece(piece) for piece in standing.pieces.get(column, ())]
            for column in COLUMNS
        },
        "missing": dict(standing.missing),
        "doubles": [_double(double) for double in standing.doubles],
        "sets": list(standing.sets),
        "remarks": list(standing.remarks),
        "sentences": list(sentences(standing)),
    }


def _piece(piece: Piece) -> Json:
    return {
        "name": piece.name,
        "unit": piece.unit,
        "year": piece.year,
        "place": place_json(piece.place),
        "digest": piece.digest,
    }


def _double(double: Double) -> Json:
    return {
        "column": double.column,
        "name": double.name,
        "alike": double.alike,
        "places": [place_json(place) for place in double.places],
    }
