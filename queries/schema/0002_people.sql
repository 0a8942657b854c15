-- Who is in the store, and what they chose to see.
--
-- Rules for every table, here and in the steps that follow: no index beside a
-- primary key and no foreign key (design, section 6); order numbers, ids and every
-- other value come from the program; day is always known, moment only where a time
-- was given; what people wrote is never overwritten.

create table patient (
    id bigint primary key,
    uuid varchar not null,
    patient_key varchar not null,
    name varchar not null,
    chosen_name varchar,
    born date,
    batch_id bigint,
    added timestamp not null,
    last_answered date,
    withdrawn_by bigint,
    withdrawn_at timestamp
);

create table caseload_member (
    account_id bigint not null,
    patient_id bigint not null,
    since date not null,
    until date
);

-- The newest row counts; earlier choices stay.
create table display_choice (
    id bigint primary key,
    patient_id bigint not null,
    display varchar not null,
    day date not null,
    written timestamp not null,
    account_id bigint not null
);

-- The newest row of each area counts.
create table domain_choice (
    id bigint primary key,
    patient_id bigint not null,
    domain varchar not null,
    name varchar not null,
    hidden boolean not null,
    position integer,
    day date not null,
    written timestamp not null,
    account_id bigint not null
);

-- The newest row of each kind counts.
create table consent (
    id bigint primary key,
    patient_id bigint not null,
    kind varchar not null,
    answer varchar not null,
    said_by varchar not null,
    day date not null,
    written timestamp not null,
    account_id bigint not null
);
