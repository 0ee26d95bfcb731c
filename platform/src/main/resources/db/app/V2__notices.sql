-- The outbox: what becomes of each notice beyond the patient's box. Phone numbers are never kept here.

-- boxed (only in the box), quiet (the patient wants no message), waiting, sending (on its way to the gateway), unknown
-- (the answer was lost), sent (accepted, no receipt yet), delivered, failed.
alter table notice
    add column agency text not null default '',
    add column state text not null default 'boxed',
    add column language text,
    add column parts int not null default 1,
    add column attempts int not null default 0,
    add column next_ms bigint not null default 0,
    add column attempt_ms bigint not null default 0,
    add column changed_ms bigint not null default 0,
    add column fault text,
    -- Block time of what it tells of.
    add column occasion_ms bigint not null default 0,
    drop constraint notice_claim_id_kind_key,
    add constraint notice_once unique (claim_id, kind, occasion_ms);

update notice set changed_ms = at_ms;

create index notice_patient on notice (patient, id);
create index notice_agency on notice (agency, id);
create index notice_on_the_way on notice (state, next_ms) where state in ('waiting', 'sending', 'unknown');

-- A part the gateway took; outcome as its receipt says.
create table notice_part (
    notice_id bigint not null references notice,
    part int not null,
    message_id text not null,
    outcome text,
    primary key (notice_id, part)
);

create index notice_part_message on notice_part (message_id);

-- Receipts that no part is known for yet: they may come before the answer, or without one.
create table notice_receipt (
    message_id text primary key,
    -- Keyed digest of the number.
    recipient bytea not null,
    outcome text not null,
    at_ms bigint not null
);

-- What a patient chose, where it is not what the phone book says.
create table notice_choice (
    patient bytea primary key,
    quiet boolean not null,
    language text not null
);
