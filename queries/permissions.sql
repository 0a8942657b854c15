-- Which forms the clinic has said it may use.

-- name: permissions
-- The forms whose owner's permission the clinic has confirmed.
-- Returns: instrument.
select distinct instrument from permission order by instrument;

-- name: permission_add!
-- Keeps that the clinic has the permission to use a form.
-- Parameters: id, instrument, day, written, account_id.
insert into permission (
    id, instrument, day, written, account_id
) values (
    :id, :instrument, :day, :written, :account_id
);
