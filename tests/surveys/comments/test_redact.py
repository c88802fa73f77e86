"""Redaction: what is masked, what is not, and what holds for any text whatever."""

import subprocess
import sys

import pytest

from surveys.comments.redact import redact
from surveys.comments.span import Span, merge

IDENTIFYING = [
    ("Sharon said no", "name"),
    ("Then I told Priya off", "name"),
    ("Mr P shouted", "name"),
    ("mrs patel shouted", "name"),
    ("Grace was kind", "name"),
    ("So I asked Grace about it", "name"),
    ("my manager sue", "name"),
    ("ask sharon smith", "name"),
    ("Agnieszka's caseload", "name"),
    ("Oluwaseun left", "name"),
    ("O'Brien left", "name"),
    ("O\u2019Brien left", "name"),
    ("Siân and Rhys", "name"),
    ("we saw Judge Patel", "name"),
    ("Aunt GLORIA", "name"),
    ("then SUE shouted", "name"),
    ("call 7700900123", "phone"),
    ("KEVIN BROWN left", "name"),
    ("I like it. Brenda and. Amber left", "name"),
    ("Holly is off", "name"),
    ("the ex-Sharon days, Ex-Sharon days", "name"),
    ("Carol is off", "name"),
    ("Sharon-Marie Xu left", "name"),
    ("J. Smith is leaving", "name"),
    ("KEVIN IS A BULLY", "name"),
    ("Xanthippa runs it all", "name"),
    ("Cllr Jones", "name"),
    ("Dr Okonkwo", "name"),
    ("then Lucy Long left", "name"),
    ("Anne-Marie left", "name"),
    ("April Jones is off", "name"),
    ("Иван ушёл", "name"),
    ("JB told me", "name"),
    ("Sha\u200bron told me", "name"),
    ("find @jane_doe there", "name"),
    ("write to jane.doe@example.gov.uk", "email"),
    ("jane dot doe at council dot gov dot uk", "email"),
    ("jane.doe at council.gov.uk", "email"),
    ("jane @ council.org", "email"),
    ("07700 900123", "phone"),
    ("tel07700900123", "phone"),
    ("+44 (0)20 7946 0958", "phone"),
    ("0161-496-0123", "phone"),
    ("call 496 0123", "phone"),
    ("ext 4512", "phone"),
    ("\uff10\uff17\uff17\uff10\uff10 900123", "phone"),
    ("LS1 4AP", "postcode"),
    ("sw1a1aa", "postcode"),
    ("she lives in SE15", "postcode"),
    ("943 476 5919", "NHS number"),
    ("9434765919", "NHS number"),
    ("9434765918", "case number"),
    ("LL123456", "case number"),
    ("case 20145", "case number"),
    ("P1234567", "case number"),
    ("ref AB/12", "case number"),
    ("FD23C00123", "case number"),
    ("QQ 12 34 56 C", "case number"),
    ("mosaic 998877", "case number"),
    ("dob 3/4/15", "birth date"),
    ("born 12 March 2014", "birth date"),
    ("born in 2014", "birth date"),
    ("2014-03-12", "birth date"),
    ("his birthday is 3rd May", "birth date"),
    ("my 7 year old case", "age"),
    ("a seven-year-old", "age"),
    ("aged 7", "age"),
    ("a 14yo", "age"),
    ("a 3 month old baby", "age"),
    ("she's 7.", "age"),
    ("just turned sixteen", "age"),
    ("I'm 58 and retiring", "age"),
    ("12 Elm Street", "address"),
    ("12 elm street", "address"),
    ("Flat 3b", "address"),
    ("she lives on Acacia Avenue", "address"),
    ("7 Rose Court", "address"),
    ("see https://example.org/jane", "address"),
    ("the Northside Assessment Team", "team"),
    ("Willow Team is short", "team"),
    ("we are Team 4", "team"),
    ("North Locality Team", "team"),
    ("East team", "team"),
    ("Kestrel Unit", "team"),
    ("Oakfield Primary School", "school"),
    ("at Oak Tree Primary", "school"),
    ("St Anne's Academy", "school"),
    ("I work in Bradford", "place"),
    ("i work in bradford", "place"),
    ("we moved to Reading", "place"),
    ("Tower Hamlets", "place"),
    ("King's Lynn", "place"),
    ("Stoke-on-Trent", "place"),
]

HARMLESS = """
Will you help us?
Mark my words.
May was hard, June was worse.
I have 20 years in the job
my laptop is a 10 year old laptop
a 10-year-old system
Ofsted came on Monday
Mosaic and LiquidLogic crash daily
our ASYE programme
CAMHS waiting lists
s47 enquiries, S20 and s.17
I work 24/7, not 9-5
£40,000 a year
they pay 40000 a year
in 2019-2020
under 5s and over 18s
High Court and Family Court
the Children in Care Team
the Assessment Team
My Team Manager is busy
the primary school and the college
Director of Children's Services
I'm 20 cases over
20 minutes on the road
a 10 minute walk away
Burnout is real
Micromanagement everywhere
Hotdesking is awful
Dont ask
IT is slow
the DS TEAM and PC SUPPORT
the CAMHS Team
Re-referral and anti-Oppressive
Proceduralisation is killing us
I WILL NOT AND MARK MY WORDS
Don't, can't, won't: I haven't
Teams meetings over WhatsApp
Polish families and Muslim colleagues
NQSWs and IROs
SUPERVISION IS A JOKE AND NOBODY CARES
I hold 28 children and drive 1500 miles from 8am to 8pm
Working Together 2018 and the Children Act 1989
Mum and Dad and Gran
I miss something, I miss the old ways
We are a team of 12
""".strip().splitlines()


@pytest.mark.parametrize(("text", "mark"), IDENTIFYING)
def test_what_identifies_is_replaced_by_its_mark(text: str, mark: str) -> None:
    assert f"[{mark}]" in redact(text).text


@pytest.mark.parametrize("text", HARMLESS)
def test_what_identifies_nobody_is_left_alone(text: str) -> None:
    assert redact(text).text == text


def test_a_redaction_tells_its_marks_in_order_and_keeps_no_original() -> None:
    redaction = redact("Sharon rang 07700 900123 about Priya")
    assert redaction.text == "[name] rang [phone] about [name]"
    assert redaction.marks == ("[name]", "[phone]", "[name]")
    assert not any("Sharon" in str(value) for value in vars(redaction).values())


def test_a_possessive_keeps_its_ending() -> None:
    assert redact("It is Sharon\u2019s fault").text == "It is [name]'s fault"


def test_a_first_name_takes_its_surname_along() -> None:
    assert redact("I asked Grace Green about it").text == "I asked [name] about it"


def test_allowed_words_are_no_names_but_never_free_a_number() -> None:
    assert redact("Zebedee crashed", allow=frozenset({"Zebedee"})).text == "Zebedee crashed"
    assert redact("I asked Sharon Zebedee", allow=frozenset({"zebedee"})).text.endswith(" Zebedee")
    assert redact("Zebedee Team", allow=frozenset({"Zebedee"})).marks == ()
    assert redact("LL123456", allow=frozenset({"LL123456"})).text == "[case number]"


def test_a_mark_that_was_typed_stays() -> None:
    assert redact("[name] of [team] left").text == "[name] of [team] left"


def test_an_overlap_keeps_the_more_telling_mark_and_covers_both() -> None:
    found = merge([Span(0, 6, "[name]"), Span(4, 20, "[email]"), Span(25, 30, "[age]")])
    assert found == [Span(0, 20, "[email]"), Span(25, 30, "[age]")]


def test_redaction_loads_no_language_tools() -> None:
    """The check page redacts in the web process, which never loads NLTK."""
    program = (
        "import sys, surveys.comments.redact as r; r.redact('x'); sys.exit('nltk' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
