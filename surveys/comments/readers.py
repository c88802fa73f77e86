"""Readers: whom the author of a comment allows to read it. Nothing is preselected; no choice means topic only."""

from enum import StrEnum


class Reader(StrEnum):
    """From nobody to everybody who may read comments. Each admits all who stand before it."""

    TOPIC_ONLY = "topic_only"
    UNION = "union"
    UNION_AND_PSW = "union_psw"
    DIRECTORS = "directors"
