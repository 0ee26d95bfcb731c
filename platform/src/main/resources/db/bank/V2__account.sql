-- An id is the account owner's: nobody uses up another's.
alter table bank_transfer drop constraint bank_transfer_pkey;
alter table bank_transfer add primary key (account, end_to_end_id);
