-- Paper bills at an agency's window, before the ledger has them and what was found about them.
create table window_paper (
    id text primary key,
    agency text not null,
    code text not null,
    number text not null,
    -- The form and what the institution answered, sealed for the agency; the photo for agency and patient service.
    sealed_form bytea not null,
    sealed_photo bytea not null,
    sealed_inquiry bytea,
    -- inquiry (the institution is asked), confirm (waits for a second person), registering (was confirmed, the ledger is asked),
    -- registered, declined
    state text not null,
    changed_ms bigint not null,
    entered_by text not null,
    entered_name text not null,
    entered_ms bigint not null,
    inquiry_by text,
    inquiry_name text,
    inquiry_ms bigint,
    -- Who confirmed against the original, or declined; where the original is kept.
    closed_by text,
    closed_name text,
    closed_ms bigint,
    archive text,
    reason text,
    -- Of the claim over it, chosen with the entry.
    claim_id text not null unique
);
create index window_paper_agency on window_paper (agency, changed_ms desc);
create unique index window_paper_open on window_paper (agency, code, number) where state in ('inquiry', 'confirm', 'registering');

-- Which insured person has which number (psn_no): a keyed digest, read from enrolments once.
create table insured_number (
    agency text not null,
    person bytea not null,
    digest bytea not null,
    primary key (agency, person)
);
create index insured_number_digest on insured_number (agency, digest);

-- Phone numbers that patients named and confirmed by a code: sealed for the patient service.
create table phone (
    patient bytea primary key,
    sealed bytea not null,
    confirmed_ms bigint not null
);

-- A number that waits for its code, with the code, sealed; how often one was sent (since first_ms) and tried.
create table phone_code (
    patient bytea primary key,
    sealed bytea not null,
    tries int not null,
    sent int not null,
    first_ms bigint not null,
    sent_ms bigint not null
);
