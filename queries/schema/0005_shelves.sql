-- Agreements, the two shelves, the plan for the hardest days, events.
-- Versions everywhere: line stays (it is the id of the first version), id is new each time.

create table agreement (
    id bigint primary key,
    line bigint not null,
    uuid varchar not null,
    patient_id bigint not null,
    session_id bigint,
    day date not null,
    text varchar not null,
    who varchar not null,
    look_again date,
    state varchar not null,
    state_words varchar not null,
    reviewed date,
    written timestamp not null,
    account_id bigint not null,
    replaces bigint,
    superseded_by bigint,
    withdrawn_by varchar,
    withdrawn_at timestamp
);

create table strategy (
    id bigint primary key,
    line bigint not null,
    uuid varchar not null,
    patient_id bigint not null,
    session_id bigint,
    day date not null,
    text varchar not null,
    when_how varchar not null,
    domain varchar,
    state varchar not null,
    since date not null,
    written timestamp not null,
    account_id bigint not null,
    replaces bigint,
    superseded_by bigint,
    withdrawn_by varchar,
    withdrawn_at timestamp
);

create table understanding (
    id bigint primary key,
    line bigint not null,
    uuid varchar not null,
    patient_id bigint not null,
    session_id bigint,
    day date not null,
    happens varchar not null,
    in_me varchar not null,
    choose varchar not null,
    domain varchar,
    written timestamp not null,
    account_id bigint not null,
    replaces bigint,
    superseded_by bigint,
    withdrawn_by varchar,
    withdrawn_at timestamp
);

create table plan_line (
    id bigint primary key,
    line bigint not null,
    uuid varchar not null,
    patient_id bigint not null,
    day date not null,
    part varchar not null,
    text varchar not null,
    position integer not null,
    looked_at date,
    written timestamp not null,
    account_id bigint not null,
    replaces bigint,
    superseded_by bigint,
    withdrawn_by varchar,
    withdrawn_at timestamp
);

create table event (
    id bigint primary key,
    line bigint not null,
    uuid varchar not null,
    patient_id bigint not null,
    day date not null,
    until date,
    text varchar not null,
    kind varchar not null,
    written timestamp not null,
    account_id bigint not null,
    replaces bigint,
    superseded_by bigint,
    withdrawn_by varchar,
    withdrawn_at timestamp
);
