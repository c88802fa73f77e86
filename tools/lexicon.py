"""`make assets` writes the rules and word lists of redaction where browsers fetch them: pulse/static/lexicon.json."""

from pathlib import Path

from surveys.comments.lexicon_file import browser_lexicon

FILE = Path(__file__).parents[1] / "pulse" / "static" / "lexicon.json"

if __name__ == "__main__":
    FILE.write_bytes(browser_lexicon())
    print(f"{FILE.name}: {FILE.stat().st_size} bytes")
