-- The embedded sandbox bank's book: transfers can wait, be refused and come back.
alter table bank_transfer
    alter executed_ms drop not null,
    -- The account debited; message id of the order.
    add account text not null default '',
    add order_id text not null default '',
    -- pending, executed, refused, cancelled
    add state text not null default 'executed',
    add reason text,
    -- When the next thing happens to it by itself.
    add due_ms bigint,
    add returned_ms bigint;
create index bank_transfer_order on bank_transfer (order_id);
create index bank_transfer_due on bank_transfer (due_ms) where due_ms is not null;
create index bank_transfer_executed on bank_transfer (account, executed_ms);
create index bank_transfer_returned on bank_transfer (account, returned_ms) where returned_ms is not null;

create table bank_order (
    order_id text primary key,
    account text not null,
    digest bytea not null,
    duplicates text not null,
    taken_ms bigint not null
);

-- What the bank holds for an account's owner to fetch.
create table bank_mail (
    number bigint generated always as identity primary key,
    account text not null,
    kind text not null,
    message bytea not null,
    from_ms bigint not null,
    taken boolean not null default false
);
create index bank_mail_open on bank_mail (account, number) where not taken;

-- Orders of this process's agencies, collected: one pain.001 each.
create table payment_batch (
    message_id text primary key,
    agency text not null,
    created_ms bigint not null,
    -- held (for two clerks), made, signed (by both keys), sent, done, declined
    state text not null,
    transactions integer not null,
    sum_fen bigint not null,
    -- The exact bytes, sealed for the agency: they name payees.
    sealed_message bytea not null,
    first_clerk text,
    first_ms bigint,
    second_clerk text,
    second_ms bigint,
    declined_by text,
    reason text,
    agency_key bytea,
    agency_signature bytea,
    second_member text,
    second_key bytea,
    second_signature bytea,
    sent_ms bigint,
    asked_ms bigint
);
create index payment_batch_agency on payment_batch (agency, created_ms desc);
create index payment_batch_open on payment_batch (state) where state not in ('done', 'declined');

-- One instruction for each try to pay a claim.
create table payment (
    end_to_end_id text primary key,
    claim_id text not null,
    agency text not null,
    amount_fen bigint not null,
    -- Name and account of the payee, sealed for the agency.
    sealed_payee bytea not null,
    account_last4 text not null,
    created_ms bigint not null,
    -- queued, batched, ordered, pending, executed, refused, returned, declined, cancelled
    state text not null,
    changed_ms bigint not null,
    message_id text references payment_batch,
    reason text,
    bank_reference text,
    executed_ms bigint,
    returned_ms bigint,
    -- What the ledger knows of it: paid, failed; null nothing yet.
    recorded text,
    -- Not before this is it told to the ledger again.
    report_ms bigint not null default 0
);
create index payment_agency on payment (agency, created_ms desc);
create index payment_claim on payment (claim_id);
create index payment_batched on payment (message_id);
create index payment_queued on payment (agency, created_ms) where state = 'queued';
create index payment_unreported on payment (report_ms)
    where (state in ('executed', 'refused') and recorded is null) or (state = 'returned' and recorded is distinct from 'failed');

-- Days that an agency closed.
create table payment_day (
    agency text not null,
    day date not null,
    closed_by text not null,
    closed_ms bigint not null,
    sum_fen bigint not null,
    primary key (agency, day)
);
