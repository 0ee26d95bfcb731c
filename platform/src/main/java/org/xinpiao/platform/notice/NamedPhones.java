package org.xinpiao.platform.notice;

import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * The number that a patient named and confirmed; else what another phone book of this process
 * knows.
 */
@Component
@Primary
class NamedPhones implements PhoneBook {

    private final PhoneRows rows;
    private final ObjectProvider<PhoneBook> books;

    NamedPhones(PhoneRows rows, ObjectProvider<PhoneBook> books) {
        this.rows = rows;
        this.books = books;
    }

    @Override
    public Optional<Contact> find(byte[] patient) {
        return rows.confirmed(patient)
                .or(() ->
                        books.orderedStream()
                                .filter(book -> !book.equals(this))
                                .flatMap(book -> book.find(patient).stream())
                                .findFirst());
    }
}
