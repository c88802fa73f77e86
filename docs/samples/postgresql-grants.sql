-- What casting takes, and nothing else. Run after every `flask db upgrade`, in the ballot database, as its owner:
-- psql -U pulse_ballot -d ballot -f postgresql-grants.sql
-- The public website reads codes and, for people without script, casts: the same rights under a name of its own.

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM pulse_cast, pulse_ballot_issue;

GRANT SELECT ON ballot_wave TO pulse_cast, pulse_ballot_issue;
-- A cast holds its wave open (SELECT … FOR SHARE), and PostgreSQL asks for UPDATE of one column for that. This one is
-- written at the opening, over whatever stood there.
GRANT UPDATE (unreadable) ON ballot_wave TO pulse_cast, pulse_ballot_issue;
-- The website says at /ready whether the tables are those of its program.
GRANT SELECT ON alembic_version TO pulse_ballot_issue;
GRANT SELECT ON sealed_slip TO pulse_cast, pulse_ballot_issue;
-- DELETE: a copied ballot gives the right back within the same transaction.
GRANT SELECT, INSERT, DELETE ON sealed_spent TO pulse_cast, pulse_ballot_issue;
-- Never the ciphertext: whoever takes over the door cannot read what was handed in before.
GRANT SELECT (wave, digest), INSERT ON sealed_box TO pulse_cast, pulse_ballot_issue;
