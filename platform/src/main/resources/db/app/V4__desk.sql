-- The clerks' desk: what an agency does with a claim between two steps on the ledger.

-- One row for each claim that a clerk has touched; the version rises with every action.
create table clerk_case (
    claim_id text primary key,
    version bigint not null default 0,
    taken_by text,
    taken_name text,
    taken_ms bigint,
    -- A decision that waits for a second person, or came back from one: sealed for the agency.
    draft bytea,
    draft_by text,
    draft_open boolean not null default false
);
create index clerk_case_taken on clerk_case (taken_by);

-- Who did what, and when. Rows are added and never changed.
create table case_action (
    id bigint generated always as identity primary key,
    claim_id text not null,
    version bigint not null,
    clerk text not null,
    clerk_name text not null,
    action text not null,
    reason text not null,
    -- review or appeal
    stage text not null,
    at_ms bigint not null
);
create index case_action_claim on case_action (claim_id, id);

create function case_action_stays() returns trigger language plpgsql as $$
begin
    raise exception 'the log of the cases is only added to';
end
$$;
create trigger case_action_stays before update or delete or truncate on case_action
    for each statement execute function case_action_stays();

-- What became of appeals, for each cause: the reason of a refusal, or a rule whose amount was contested.
create table appeal_result (
    claim_id text not null,
    agency text not null,
    cause text not null,
    overturned boolean not null,
    at_ms bigint not null,
    primary key (claim_id, cause)
);

-- Ways to look at the queue that a clerk keeps.
create table clerk_view (
    clerk text not null,
    name text not null,
    query text not null,
    primary key (clerk, name)
);

-- What patients gave, sealed for agency and patient service; the digest stands on the ledger.
create table claim_document (
    digest bytea primary key,
    claim_id text not null,
    kind text not null,
    sealed bytea not null,
    given_ms bigint not null
);
create index claim_document_claim on claim_document (claim_id, given_ms);
