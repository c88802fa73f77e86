"""Reading: the pages that directors, comment readers and everybody can reach by links, all of them opened."""

from collections import deque

from bench.council import WentWrong
from bench.office import Staff
from bench.visitor import Page, Visitor

#: Who reads which part of the site. Nobody needs a log-in for the last two.
PARTS = (
    ("director", "/director"),
    ("union", "/stewards"),
    ("psw", "/stewards"),
    ("", "/results"),
    ("", "/"),
)


def look(port: int, staff: Staff) -> dict[str, Page]:
    """Every page that directors, comment readers and everybody reach by links. Raises WentWrong."""
    found: dict[str, Page] = {}
    for role, part in PARTS:
        visitor = staff.enter(port, role) if role else Visitor(port)
        within = part if part != "/" else "/p"
        pages = crawl(visitor, part, within=within)
        found |= {f"{role} {path}".strip(): page for path, page in pages.items()}
    return found


def look_round_office(port: int, staff: Staff) -> int:
    """Every page the office reaches by links answers. How many there are."""
    return len(crawl(staff.enter(port, "office"), "/office", within="/office"))


def crawl(visitor: Visitor, start: str, *, within: str, most: int = 400) -> dict[str, Page]:
    """Address -> page, of every link that leads on within a part of the site. Raises WentWrong when one fails."""
    waiting, seen = deque([start]), {start}
    found: dict[str, Page] = {}
    while waiting and len(found) < most:
        path = waiting.popleft()
        page = visitor.get(path)
        if page.status != 200:
            raise WentWrong(f"{path} answered {page.status}: {page.text[:200]}")
        found[path] = page
        if not page.content_type.startswith("text/html"):
            continue
        for link in page.links:
            if link.startswith(within) and link not in seen:
                seen.add(link)
                waiting.append(link)
    return found
