-- What the bank told an agency of money that was asked back.
create table repayment (
    bank_reference text primary key,
    agency text not null,
    -- What the payer wrote; the claim it names when that is the account's owner's, else empty.
    reference text not null,
    claim_id text not null,
    amount_fen bigint not null,
    booked_ms bigint not null,
    -- Whether the ledger has the claim as repaid with it.
    recorded boolean not null default false
);
create index repayment_claim on repayment (claim_id);
create index repayment_open on repayment (agency) where not recorded;
