-- Two databases, four roles. Run once, as the server's superuser: psql -f postgresql-databases.sql
-- Then give each role a password (\password pulse_people …) or let pg_hba.conf know it by its system user (peer).

CREATE ROLE pulse_people LOGIN;  -- website, inside and jobs: PULSE_DATABASE_URL
CREATE ROLE pulse_ballot LOGIN;  -- inside, jobs and `flask db upgrade`: PULSE_BALLOT_URL
CREATE ROLE pulse_ballot_issue LOGIN;  -- the public website: PULSE_BALLOT_URL
CREATE ROLE pulse_cast LOGIN;  -- the ballot's door: PULSE_BALLOT_URL

CREATE DATABASE people OWNER pulse_people;
CREATE DATABASE ballot OWNER pulse_ballot;

-- PostgreSQL lets every role into every database. Not into these.
REVOKE ALL ON DATABASE people FROM PUBLIC;
REVOKE ALL ON DATABASE ballot FROM PUBLIC;
GRANT CONNECT ON DATABASE people TO pulse_people;
GRANT CONNECT ON DATABASE ballot TO pulse_ballot, pulse_ballot_issue, pulse_cast;
