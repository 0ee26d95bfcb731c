package org.xinpiao.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.xinpiao.simulator.LoadGenerator;
import org.xinpiao.simulator.Visit;
import tools.jackson.databind.json.JsonMapper;

/** Hospital systems' messages, made before any clock runs. */
final class Messages {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Messages() {}

    /**
     * A message as it comes, without its envelope.
     *
     * @param body JSON, UTF-8
     */
    record Message(Visit visit, byte[] body) {}

    /**
     * Messages of each institution.
     *
     * @param perInstitution how many of each
     */
    static Map<String, List<Message>> make(
            LoadGenerator generator, int perInstitution, Predicate<Visit> wanted) {
        Map<String, List<Message>> made = new TreeMap<>();
        int missing = generator.institutions().size() * perInstitution;
        generator.institutions().forEach(each -> made.put(each.code(), new ArrayList<>()));
        while (missing > 0) {
            Visit visit = generator.next();
            List<Message> own = made.get(visit.institution().code());
            if (own != null && own.size() < perInstitution && wanted.test(visit)) {
                byte[] body = JSON.writeValueAsBytes(LoadGenerator.body(visit));
                own.add(new Message(visit, body));
                missing--;
            }
        }
        return made;
    }
}
