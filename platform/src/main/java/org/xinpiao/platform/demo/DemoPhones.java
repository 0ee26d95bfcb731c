package org.xinpiao.platform.demo;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.platform.notice.PhoneBook;
import org.xinpiao.simulator.Province;

/** The numbers of the people of the sample province; nobody has them. */
@Component
class DemoPhones implements PhoneBook {

    private final Map<ByteBuffer, Contact> contacts;

    DemoPhones(Pseudonyms pseudonyms) {
        contacts =
                Province.sample().people().stream()
                        .collect(
                                Collectors.toMap(
                                        person ->
                                                ByteBuffer.wrap(pseudonyms.bill(person.idNumber())),
                                        person ->
                                                new Contact(
                                                        person.mobile(),
                                                        Locale.of(person.language()))));
    }

    @Override
    public Optional<Contact> find(byte[] patient) {
        return Optional.ofNullable(contacts.get(ByteBuffer.wrap(patient)));
    }
}
