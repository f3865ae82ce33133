-- The database of Lima, for PostgreSQL 14 or newer. As the database's administrator: psql -f deploy/postgresql.sql
-- Lima signs in through the local socket as the system's account of the same name (peer), so that there is no password.
-- From another machine: a password with scram-sha-256, TLS (?sslmode=verify-full), and one line in pg_hba.conf for it alone.

CREATE ROLE lima LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
-- Who reads released figures for donors and the public. Lima lets it read its schema "released" and refuses to let
-- donors in where it could read anything else. It signs in through the socket too: pg_ident.conf "lima lima lima_released"
-- and pg_hba.conf "local lima lima_released peer map=lima", before the line for all.
CREATE ROLE lima_released LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT;
CREATE DATABASE lima OWNER lima ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE lima FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE lima TO lima, lima_released;

\connect lima
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO lima;

-- What is acknowledged is on the disk. These are PostgreSQL's own defaults, said so that nobody takes them away here.
ALTER DATABASE lima SET synchronous_commit = on;
ALTER DATABASE lima SET timezone = 'UTC';
-- No statement of Lima takes a minute; one that does has gone wrong, and is ended.
ALTER ROLE lima IN DATABASE lima SET statement_timeout = '5min';
ALTER ROLE lima IN DATABASE lima SET idle_in_transaction_session_timeout = '5min';
ALTER ROLE lima_released IN DATABASE lima SET statement_timeout = '1min';
ALTER ROLE lima_released IN DATABASE lima SET idle_in_transaction_session_timeout = '1min';
