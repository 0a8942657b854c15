-- What the store itself needs: which steps of the schema it has, what it is,
-- who may open it, and who did what.

create table schema_version (
    number integer primary key,
    name varchar not null,
    applied timestamp not null
);

-- One row.
create table about_store (
    store_id varchar primary key,
    responsible varchar not null,
    created timestamp not null
);

create table account (
    id bigint primary key,
    uuid varchar not null,
    name varchar not null,
    created timestamp not null
);

-- One row for each act. Hashes and ids only: who, what kind of act, about whom, when.
-- hash covers the row and the hash before it, so that no row can be changed, moved or
-- left out unseen, and removing a patient's data leaves the chain whole.
create table audit_entry (
    number bigint primary key,
    moment timestamp not null,
    account_id bigint not null,
    verb varchar not null,
    patient_id bigint,
    ref bigint,
    digest varchar not null,
    highest_id bigint not null,
    previous varchar not null,
    hash varchar not null
);
