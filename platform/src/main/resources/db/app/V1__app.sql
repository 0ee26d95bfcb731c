-- What this process keeps beside the ledger. None of it is needed to rebuild the read model.

-- The embedded sandbox bank's book.
create sequence bank_reference;

create table bank_transfer (
    end_to_end_id text primary key,
    bank_reference text not null,
    account_masked text not null,
    amount_fen bigint not null,
    executed_ms bigint not null
);

-- Messages to patients, without personal data.
create table notice (
    id bigint generated always as identity primary key,
    patient bytea not null,
    claim_id text not null,
    kind text not null,
    at_ms bigint not null,
    unique (claim_id, kind)
);

-- Accounts of hospital systems at the e-bill interface.
create table his_account (
    appid text primary key,
    institution text not null,
    key text not null
);
