-- Money asked back, and what people pay in for it.

-- The sandbox bank's book: money that others paid into an account, with what they wrote on it.
create table bank_credit (
    bank_reference text primary key,
    account text not null,
    end_to_end_id text not null,
    amount_fen bigint not null,
    booked_ms bigint not null
);
create index bank_credit_account on bank_credit (account, booked_ms);

-- What the bank told an agency of it.
create table repayment (
    bank_reference text primary key,
    agency text not null,
    claim_id text not null,
    amount_fen bigint not null,
    booked_ms bigint not null,
    -- Whether the ledger has the claim as repaid with it.
    recorded boolean not null default false
);
create index repayment_claim on repayment (claim_id);
create index repayment_open on repayment (agency) where not recorded;
