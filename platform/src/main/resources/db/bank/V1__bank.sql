-- The sandbox bank's book. What a bank of an earlier version had in another schema was moved here and is there already.
create sequence if not exists bank_reference;

create table if not exists bank_transfer (
    end_to_end_id text primary key,
    bank_reference text not null,
    account_masked text not null,
    amount_fen bigint not null,
    executed_ms bigint,
    -- The account debited; message id of the order.
    account text not null default '',
    order_id text not null default '',
    -- pending, executed, refused, cancelled
    state text not null default 'executed',
    reason text,
    -- When the next thing happens to it by itself.
    due_ms bigint,
    returned_ms bigint
);
create index if not exists bank_transfer_order on bank_transfer (order_id);
create index if not exists bank_transfer_due on bank_transfer (due_ms) where due_ms is not null;
create index if not exists bank_transfer_executed on bank_transfer (account, executed_ms);
create index if not exists bank_transfer_returned on bank_transfer (account, returned_ms) where returned_ms is not null;

create table if not exists bank_order (
    order_id text primary key,
    account text not null,
    digest bytea not null,
    duplicates text not null,
    taken_ms bigint not null
);

-- What the bank holds for an account's owner to fetch.
create table if not exists bank_mail (
    number bigint generated always as identity primary key,
    account text not null,
    kind text not null,
    message bytea not null,
    from_ms bigint not null,
    taken boolean not null default false
);
create index if not exists bank_mail_open on bank_mail (account, number) where not taken;

-- Money that others paid into an account, with what they wrote on it.
create table bank_credit (
    bank_reference text primary key,
    account text not null,
    end_to_end_id text not null,
    amount_fen bigint not null,
    booked_ms bigint not null
);
create index bank_credit_account on bank_credit (account, booked_ms);
