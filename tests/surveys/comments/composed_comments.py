"""Comments put together at random from what redaction looks for and what could confuse it. Made up."""

import random
from collections.abc import Iterator

from surveys.comments.lexicon import lexicon
from surveys.comments.rules import rules

#: Parts of identifiers, and marks, typed as people and phones type them.
IDENTIFIERS = (
    "07700 900123|+44 (0)20 7946|900|123|4|12|2014|2019-2020|Elm Street|elm road|on Acacia Avenue"
    "|7 Rose Court|aged 7|seven|year old|yo|twenty-two|jane|@|@jane|jane@x.org|council.gov.uk|at|dot"
    "|uk|LS1 4AP|in SE15|in se15|case|ref|LL|123456|12345,6|£40000|40000|people|paid me 40000|[name]"
    "|[phone]|[ name]|born|dob|March|3rd May 2015|3/4/15|she's 7.|I'm 58 and|turned 16|s47 2nd|S47 2ND"
    "|www.x.uk|http://a b|x.org/me|ext 451|#123|jane dot doe at|dot com|QQ 12 34 56 C|FD23C00123"
    "|943 476 5919|9434765918|since2019|P1234567|Flat 3b|in team 4.|Team B|mosaic 998877"
).split("|")
#: Signs that end sentences, hold words together or look like others.
SIGNS = (
    "|'|\"|.|,|-|/|(|)|:|?|…|–|•|_|\n|\t|\r\n|\r|'s|'S|\u2019s|'LL|n't|DON'T|O'|J.|J|St|st.|\u2018quoted\u2019"
    "|\u201cSharon\u201d|NQSWs|JBs|a_b|\u00a0|\u1680|\u2028|\u3000|\u00ad|\u200b|\u200d|\u200d\u200d|a\u200db|\x85|\x1f|\ufeff"
).split("|")
#: Other alphabets, accents that stand alone, letters whose case is odd, digits of other scripts.
FOREIGN = (
    "Sia\u0302n|e\u0301|Zoë|Иван|ΣΑΣ|Σ|ὈΔΥΣΣΕΎΣ|İstanbul|İ|ı|ſharon|ſt|K|ß|STRAßE|STRASSE|ﬁ|ŉ|Ǆ|ǅ|ǆ|AǅB"
    "|שרה|محمد|\u202eSharon\u202c|\u0661\u0662\u0663\u0664\u0665|\u0660\u0661\u0662|\u0967\u0968|\uff10\uff17|Ｓharon|²|½|Ⅷ|ⅷ|Ⓐ|五"
    "|𝐀𝐥𝐢𝐜𝐞|𐐀𐐨|𝟎𝟕𝟕|𝟙𝟚𝟛𝟜𝟝|😀|👩\u200d👧|🏴󠁧󠁢󠁥󠁮󠁧󠁿|🇬🇧|a\u0301\u0323|각|\u1100\u1161|\u0130\u0307|ﷺ|‰"
).split("|")
ALLOWED = frozenset({"Zebedee", "kestrel", "MOSAIC", "Straße"})


def comments(seed: int, count: int) -> list[str]:
    """The same for the same seed."""
    chance = random.Random(seed)
    words = [sorted(words) for words in _lists()]
    return ["".join(_pieces(chance, words)) for _ in range(count)]


def _lists() -> Iterator[frozenset[str]]:
    lists = lexicon()
    yield lists.english
    yield lists.first_names
    yield lists.surnames
    yield lists.places
    yield lists.allowed | ALLOWED
    yield frozenset(word for words in rules().words.values() for word in words)


def _pieces(chance: random.Random, words: list[list[str]]) -> Iterator[str]:
    prefixes = rules().words["prefixes"]
    gaps = chance.choice([(" ",), (" ", " ", " ", "", ". ", "-", ", ", "\n", ": ", " & ")])
    for _ in range(chance.randrange(1, 25)):
        kind = chance.randrange(11)
        if kind < 7:
            beginning = chance.choice(prefixes) if kind == 6 else ""
            yield _cased(chance, beginning + chance.choice(chance.choice(words)))
        else:
            yield chance.choice((IDENTIFIERS, IDENTIFIERS, SIGNS, FOREIGN)[kind - 7])
        yield chance.choice(gaps)
    if chance.random() < 0.02:
        yield chance.choice(("Llanfair", "x", "9", "@")) * 300


def _cased(chance: random.Random, word: str) -> str:
    return chance.choice((str, str.capitalize, str.capitalize, str.title, str.upper))(word)
