-- Claims whose decision a second department would not sign. One row for each, renewed by the next time.
create table disagreement (
    claim_id text primary key,
    agency text not null,
    -- The department.
    member text not null,
    at_ms bigint not null,
    -- What each came to, sealed for the agency.
    results bytea not null,
    -- Since when the claim is decided all the same; null while the alarm stands.
    settled_ms bigint
);
create index disagreement_standing on disagreement (agency, at_ms) where settled_ms is null;
