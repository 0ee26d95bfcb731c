-- The sandbox bank keeps its book in a schema of its own, as any bank keeps its own.
create schema if not exists bank;
alter table bank_transfer set schema bank;
alter table bank_order set schema bank;
alter table bank_mail set schema bank;
alter sequence bank_reference set schema bank;
