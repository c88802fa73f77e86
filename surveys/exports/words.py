"""Plain words for the codes that stand in a release, the same on every page and in every file."""

from collections.abc import Mapping

from surveys.speech import mark

#: Whom the author chose; each admits those before it.
READERS: Mapping[str, str] = {
    "union": "Union",
    "union_psw": "Union and principal social worker",
    "directors": "Union, principal social worker and directors",
}

POLARITIES: Mapping[str, str] = {
    "negative": "Critical",
    "mixed": "Mixed or neutral",
    "positive": "Positive",
}

POLARITY_MEANINGS: Mapping[str, str] = {
    "negative": "The comment complains of the theme.",
    "mixed": "The comment does both, or only names the theme.",
    "positive": "The comment praises the theme.",
}

#: The share of those who answered, or of comments that criticise, fixed beforehand.
BANDS: Mapping[str, str] = {
    "under_10": "under 10%",
    "10_24": "10% to 24%",
    "25_plus": "25% or more",
}

#: Why two comment readers may count an opened comment by topic only.
REASONS: Mapping[str, str] = {
    "identifies_author": mark("It shows who wrote it, and hiding words does not help"),
    "identifies_child_or_family": mark(
        "It shows who a child or family is, and hiding words does not help"
    ),
    "identifies_colleague": mark("It shows who a colleague is, and hiding words does not help"),
    "harm": mark("It tells of harm to a child or adult that is being acted on"),
    "unlawful": mark("Publishing it would be against the law"),
}

#: Why comment readers of two sides may withdraw a published comment.
WITHDRAWN: Mapping[str, str] = {
    "points_at_author": mark("It points at its author"),
    "points_at_other": mark("It points at somebody else"),
    "present_harm": mark("It puts somebody in danger now"),
    "ordered": mark("A court or the Information Commissioner has ordered it"),
}

#: What is withheld of a round's figures, by kind.
WITHHELD: Mapping[str, str] = {
    "group": "Groups counted only together with others",
    "item": "Figures of questions",
    "response": "Response rates",
    "theme": "Figures of themes",
}


def said(words: Mapping[str, str], code: str) -> str:
    """The words for a code; for an unknown one the code itself, made readable."""
    return words.get(code) or code.replace("_", " ").capitalize()
