package org.xinpiao.platform.notice;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A message gateway outside the program, for tests of other packages. */
public final class SmscParts implements AutoCloseable {

    private final SmscSimulator gateway;
    private final Map<String, String> taken = new ConcurrentHashMap<>();

    /** Refuses, throttles, loses answers and connections, by a seed. */
    public SmscParts(long seed) {
        gateway =
                new SmscSimulator(
                        0,
                        "",
                        new SmscSimulator.Settings(seed, 20, 5, 10, 5, 10, Duration.ofMillis(300)),
                        Clock.systemUTC());
    }

    public int port() {
        return gateway.port();
    }

    /** Is not to be reached, or is again. */
    public void away(boolean gone) {
        gateway.away(gone);
    }

    /** The next messages are throttled or answered late. */
    public void trouble() {
        gateway.script(
                SmscSimulator.Fate.TAKE_SLOWLY,
                SmscSimulator.Fate.THROTTLE,
                SmscSimulator.Fate.TAKE_SLOWLY,
                SmscSimulator.Fate.LOSE_ANSWER,
                SmscSimulator.Fate.DROP_BEFORE);
    }

    /** Notes what was taken; it forgets very old ones itself. */
    public void note() {
        gateway.taken().forEach(each -> taken.putIfAbsent(each.messageId(), each.to()));
    }

    /** How many messages it ever took for each number. */
    public Map<String, Integer> taken() {
        note();
        Map<String, Integer> counts = new HashMap<>();
        taken.values().forEach(to -> counts.merge(to, 1, Integer::sum));
        return counts;
    }

    @Override
    public void close() {
        gateway.close();
    }
}
