-- What the store says to DuckDB for its own sake: the connection, the
-- generations, the schema, the accounts and the audit chain.

-- name: load_httpfs!
-- Loads the signed extension that brings OpenSSL; without it nothing encrypted is written.
-- Blanks: extension (path of the file in the wheel).
load '__extension__';

-- name: set_temporary_folder!
-- Keeps temporary files inside the store.
-- Blanks: folder.
set temp_directory = '__folder__';

-- name: set_secret_folder!
-- Keeps DuckDB's own folder of secrets, which we never use, out of the home folder.
-- Blanks: folder.
set secret_directory = '__folder__';

-- name: set_extension_folder!
-- Keeps DuckDB's own folder of extensions, which we never use, out of the home folder.
-- Blanks: folder.
set extension_directory = '__folder__';

-- name: set_extension_source!
-- An extension could only be installed from this folder, which has none: never from the network.
-- Blanks: folder.
set custom_extension_repository = '__folder__';

-- name: encrypt_temporary_files!
-- Attaching an encrypted file does not encrypt temporary files; this does.
set temp_file_encryption = true;

-- name: set_temporary_limit!
-- The most that temporary files may take.
set max_temp_directory_size = '8GB';

-- name: set_memory_limit!
-- The memory DuckDB may take.
set memory_limit = '1GB';

-- name: never_checkpoint_by_size!
-- The live generation is never checkpointed, however long its log.
set wal_autocheckpoint = '1TB';

-- name: never_checkpoint_at_end!
-- The live generation is not checkpointed when it is closed either.
pragma disable_checkpoint_on_shutdown;

-- name: set_time_zone!
-- Moments are UTC.
set TimeZone = 'UTC';

-- name: no_logging!
-- DuckDB keeps no log of statements.
set enable_logging = false;

-- name: allow_only_the_store!
-- The one folder where files may be opened.
-- Blanks: folder (with a separator at its end).
set allowed_directories = ['__folder__'];

-- name: no_outside!
-- No file outside the store, no network, no further extension.
set enable_external_access = false;

-- name: lock_settings!
-- None of the settings can be changed from here on.
set lock_configuration = true;

-- name: attach!
-- Attaches one generation. The key is bound, never part of the text.
-- Parameters: key. Blanks: path, name (store or next).
attach '__path__' as "__name__" (
    encryption_key :key, encryption_cipher 'GCM', storage_version 'v1.5.0', row_group_size 4096
);

-- name: attach_to_look!
-- Attaches one generation so that nothing in it can change.
-- Parameters: key. Blanks: path, name.
attach '__path__' as "__name__" (encryption_key :key, encryption_cipher 'GCM', read_only);

-- name: detach!
-- Lets go of a generation; its file is closed.
-- Blanks: name.
detach "__name__";

-- name: use!
-- Names without a catalogue mean this one. Each cursor has to be told.
-- Blanks: name.
use "__name__";

-- name: begin!
-- Begins a transaction.
begin transaction;

-- name: begin_reading!
-- Begins a transaction that sees one state and can write nothing.
begin transaction read only;

-- name: commit!
-- Makes the transaction last.
commit;

-- name: rollback!
-- Undoes the transaction.
rollback;

-- name: copy_schema!
-- Makes every table of the live generation in the next one, empty.
copy from database store to next (schema);

-- name: write_whole!
-- Writes everything of a generation that is not live yet into its file.
-- Blanks: name.
checkpoint "__name__";

-- name: tables
-- The tables of a generation, each with those of its columns that hold whole numbers.
-- Parameters: catalog. Returns: name, columns (names in order).
select
    table_name as name,
    coalesce(list(column_name order by column_index) filter (data_type in ('BIGINT', 'INTEGER')), []) as columns
from duckdb_columns()
where database_name = :catalog and schema_name = 'main' and not internal
group by table_name
order by table_name;

-- name: count_rows
-- How many rows a table has, and one number that stands for all their values in any order.
-- Blanks: catalog, table. Returns: rows, content.
select count(*) as rows, coalesce(bit_xor(hash(t)), 0) as content from "__catalog__"."__table__" as t;

-- name: range_ends
-- Values that cut a table into ranges of about as many rows each.
-- Parameters: parts (fractions, rising). Blanks: table, column. Returns: ends.
select quantile_disc("__column__", :parts) as ends from store."__table__";

-- name: copy_range!
-- Copies the rows of one range into the next generation, in order.
-- Parameters: low (not in it), high (in it). Blanks: table, column.
insert into next."__table__"
select * from store."__table__"
where "__column__" > :low and "__column__" <= :high
order by "__column__";

-- name: copy_table!
-- Copies a whole table into the next generation.
-- Blanks: table.
insert into next."__table__" select * from store."__table__";

-- name: count_without
-- How many rows have no value in the column that cuts the table into ranges.
-- Blanks: table, column. Returns: rows.
select count(*) as rows from store."__table__" where "__column__" is null;

-- name: doubled_ids
-- How many rows share their id with another row.
-- Blanks: catalog, table. Returns: rows.
select count(*) - count(distinct id) as rows from "__catalog__"."__table__";

-- name: lost_references
-- How many rows point to a row that is not there.
-- Blanks: catalog, table, column, target. Returns: rows.
select count(*) as rows
from "__catalog__"."__table__" as t
where t."__column__" is not null
    and not exists (select 1 from "__catalog__"."__target__" as r where r.id = t."__column__");

-- name: schema_versions
-- Steps of the schema that this generation has. Returns: number, name.
select number, name from schema_version order by number;

-- name: add_schema_version!
-- Records a step of the schema in the generation that gets it.
-- Parameters: number, name, applied.
insert into schema_version (number, name, applied) values (:number, :name, :applied);

-- name: add_about_store!
-- Says once what this store is.
-- Parameters: store_id, responsible, created.
insert into about_store (store_id, responsible, created) values (:store_id, :responsible, :created);

-- name: about_store
-- What this store is. Returns: store_id, responsible, created.
select store_id, responsible, created from about_store;

-- name: add_account!
-- Adds somebody who may open the store.
-- Parameters: id, uuid, name, created.
insert into account (id, uuid, name, created) values (:id, :uuid, :name, :created);

-- name: accounts
-- Everybody who may open the store. Returns: id, uuid, name.
select id, uuid, name from account order by id;

-- name: add_audit_entry!
-- Adds a link to the chain.
-- Parameters: number, moment, account_id, verb, patient_id, ref, digest, highest_id, previous, hash.
insert into audit_entry (
    number, moment, account_id, verb, patient_id, ref, digest, highest_id, previous, hash
) values (
    :number, :moment, :account_id, :verb, :patient_id, :ref, :digest, :highest_id, :previous, :hash
);

-- name: last_audit_entry
-- The end of the chain. Returns: number, highest_id, hash.
select number, highest_id, hash from audit_entry order by number desc limit 1;

-- name: audit_entry_at
-- One link of the chain. Parameters: number. Returns: hash.
select hash from audit_entry where number = :number;

-- name: audit_entries
-- Part of the chain, to be followed link by link.
-- Parameters: after, most. Returns: every column.
select number, moment, account_id, verb, patient_id, ref, digest, highest_id, previous, hash
from audit_entry
where number > :after
order by number
limit :most;
