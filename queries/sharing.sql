-- What decides who may read a line that is between patient and clinician.

-- name: presence_ever
-- Who was in the room of one session at any time.
-- Parameters: session_id. Returns: role.
select distinct role from presence where session_id = :session_id order by role;
