-- The read model: every row follows from the ledger. It can be dropped and rebuilt; see `xinpiao replay`.

create table projection (height bigint not null);
insert into projection values (0);

create table member (
    id text primary key,
    role text not null,
    name_zh text not null,
    name_en text not null,
    region text not null,
    hosp_lv text not null,
    suspended boolean not null
);

create table region (
    admdvs text primary key,
    name_zh text not null,
    name_en text not null,
    agency text not null
);

create table segment (
    institution text not null,
    code text not null,
    from_number bigint not null,
    to_number bigint not null,
    used bigint not null default 0,
    written_off boolean not null default false,
    granted_ms bigint not null,
    primary key (code, from_number)
);

create table bill (
    code text not null,
    number text not null,
    issuer text not null,
    total_fen bigint not null,
    personal_fen bigint not null,
    issued_ms bigint not null,
    recorded_ms bigint not null,
    patient bytea not null,
    settled_directly boolean not null,
    reverses_code text,
    reverses_number text,
    reversed boolean not null default false,
    frozen text,
    paper_batch text,
    paper_number text,
    reserved_fen bigint not null default 0,
    reimbursed_fen bigint not null default 0,
    leaf bigint not null,
    primary key (code, number)
);
create index bill_patient on bill (patient, issued_ms desc);
create index bill_issuer on bill (issuer, issued_ms desc);

-- What happened to a bill after its issue, for its timeline.
create table bill_event (
    code text not null,
    number text not null,
    leaf bigint not null,
    kind text not null,
    detail text not null,
    at_ms bigint not null,
    primary key (code, number, leaf, kind)
);

create table bill_day (
    issuer text not null,
    day date not null,
    count bigint not null,
    total_fen bigint not null,
    red_count bigint not null,
    red_total_fen bigint not null,
    primary key (issuer, day)
);

create table enrolment (
    person bytea not null,
    insutype text not null,
    from_day integer not null,
    to_day integer not null,
    region text not null,
    primary key (person, insutype, from_day)
);

create table policy_version (
    region text not null,
    version integer not null,
    effective_from_day integer not null,
    digest bytea not null,
    primary key (region, version)
);

create table claim (
    claim_id text primary key,
    code text not null,
    number text not null,
    payer text not null,
    agency text not null,
    patient bytea not null,
    person bytea not null,
    insutype text not null,
    visit_day integer not null,
    status text not null,
    submitted_ms bigint not null,
    decided_ms bigint,
    closed_ms bigint,
    approved_fen bigint,
    policy_region text,
    policy_version integer,
    reason text,
    -- What it holds of the bill and has not paid yet; what it paid.
    reserved_fen bigint not null default 0,
    paid_fen bigint not null default 0,
    end_to_end_id text,
    bank_reference text,
    before_appeal text,
    appealed_ms bigint,
    -- Whose turn it is (patient, agency, clerk, bank, nobody) and since when.
    turn text not null,
    since_ms bigint not null,
    leaf bigint not null,
    decided_leaf bigint,
    appealed_leaf bigint,
    -- Last day on which a commercial insurer may read; when the patient ended it before.
    read_until integer,
    revoked_ms bigint
);
create index claim_read_until on claim (read_until) where read_until is not null;
create index claim_patient on claim (patient, submitted_ms desc);
create index claim_person on claim (person, visit_day);
create index claim_agency on claim (agency, status, submitted_ms desc);
create index claim_bill on claim (code, number);

create table posting (
    leaf bigint not null,
    line integer not null,
    reference text not null,
    account text not null,
    amount_fen bigint not null,
    balance_fen bigint not null,
    at_ms bigint not null,
    primary key (leaf, line)
);
create index posting_account on posting (account, leaf desc);

create table account (
    account text primary key,
    balance_fen bigint not null
);
