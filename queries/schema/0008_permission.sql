-- Some forms may be used only with their owner's permission. The clinic says once that it has it.

create table permission (
    id bigint primary key,
    instrument varchar not null,
    day date not null,
    written timestamp not null,
    account_id bigint not null
);
