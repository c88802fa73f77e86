"""Who may see what: every route of Pulse, and for whom it is. The list and the website must agree.

Changing a line here is a decision about people; the test that compares it with the website fails
for a route that nobody has decided about, and for a line that stands for no route.
"""

from pulse.access.permissions import Role

Who = frozenset[Role] | None

#: No log-in. Workers' pages, and what staff see before they have logged in.
EVERYONE: Who = None
DIRECTORS: Who = frozenset({Role.DIRECTOR})
STEWARDS: Who = frozenset({Role.UNION, Role.PSW})
OFFICE: Who = frozenset({Role.OFFICE})
#: Figures are the same for everybody who may log in.
FIGURES: Who = frozenset(Role)
#: The office sees figures and no comments.
COMMENT_READERS: Who = frozenset({Role.DIRECTOR, Role.UNION, Role.PSW})

CENSUS: dict[str, Who] = {
    "pages.home": EVERYONE,
    "pages.accessibility": EVERYONE,
    "pages.ceremony": EVERYONE,
    "pages.help_page": EVERYONE,
    "pages.key_document": EVERYONE,
    "pages.promise": EVERYONE,
    "pages.protected": EVERYONE,
    "results.everybody": EVERYONE,
    "results.of_group": EVERYONE,
    "results.file": EVERYONE,
    "director.standing": FIGURES,
    "director.trends": FIGURES,
    "director.topic": FIGURES,
    "director.map": FIGURES,
    "director.answers": FIGURES,
    "director.themes": FIGURES,
    "director.files": FIGURES,
    "director.file": FIGURES,
    "director.comments": COMMENT_READERS,
    "stewards.queue": STEWARDS,
    "stewards.clear": STEWARDS,
    "stewards.decided": STEWARDS,
    "stewards.how_to_clear": STEWARDS,
    "stewards.comments": STEWARDS,
    "stewards.comments_file": STEWARDS,
    "stewards.comments_workbook": STEWARDS,
    "stewards.comments_brief": STEWARDS,
    "stewards.codebook": STEWARDS,
    "stewards.codebook_file": STEWARDS,
    "stewards.approve": STEWARDS,
    "stewards.hide": STEWARDS,
    "stewards.show": STEWARDS,
    "stewards.topic_only": STEWARDS,
    "stewards.undo": STEWARDS,
    "stewards.publish": STEWARDS,
    "stewards.frame": STEWARDS,
    "stewards.theme": STEWARDS,
    "stewards.add": STEWARDS,
    "stewards.try_phrases": STEWARDS,
    "stewards.try_theme": STEWARDS,
    "stewards.bring": STEWARDS,
    "stewards.trial": STEWARDS,
    "stewards.try_again": STEWARDS,
    "stewards.save": STEWARDS,
    "stewards.missed": STEWARDS,
    "stewards.look_again": STEWARDS,
    "witness.checks": STEWARDS,
    "witness.headcounts_of": STEWARDS,
    "witness.confirm": STEWARDS,
    "witness.audit_of": STEWARDS,
    "witness.audit_file": STEWARDS,
    "witness.audit_keys": STEWARDS,
    "office.overview": OFFICE,
    "office.headcounts": OFFICE,
    "office.propose": OFFICE,
    "office.units": OFFICE,
    "office.look_at_units": OFFICE,
    "office.take_units": OFFICE,
    "office.roster": OFFICE,
    "office.read_roster": OFFICE,
    "office.look_at_roster": OFFICE,
    "office.take_roster": OFFICE,
    "office.keys": OFFICE,
    "office.take_keys": OFFICE,
    "office.give_box": OFFICE,
    "office.take_result": OFFICE,
    "office.waves": OFFICE,
    "office.wave": OFFICE,
    "office.print_slips": OFFICE,
    "office.poster_of": OFFICE,
    "office.stop": OFFICE,
    "office.plan": OFFICE,
    "office.make_plan": OFFICE,
    "cast.hand_in": EVERYONE,
    "respond.group": EVERYONE,
    "respond.invitation": EVERYONE,
    "respond.key_document": EVERYONE,
    "respond.mangled": EVERYONE,
    "respond.paper": EVERYONE,
    "respond.questions_by_link": EVERYONE,
    "respond.sign": EVERYONE,
    "respond.begin": EVERYONE,
    "respond.questions": EVERYONE,
    "respond.check": EVERYONE,
    "respond.reload": EVERYONE,
    "respond.send": EVERYONE,
    "respond.thanks": EVERYONE,
    "staff.home": EVERYONE,
    "staff.log_in": EVERYONE,
    "staff.log_out": EVERYONE,
}
