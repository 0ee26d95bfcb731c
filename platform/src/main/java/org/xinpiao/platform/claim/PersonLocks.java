package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * One thing at a time for each person, and for those who share accounts; others seldom wait for
 * each other.
 */
@Component
final class PersonLocks {

    private static final int STRIPES = 256;

    private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

    PersonLocks() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** Runs a task alone for both names, which may be the same. */
    <T> T get(ByteString person, ByteString household, Supplier<T> task) {
        int one = stripe(person);
        int other = stripe(household);
        // In one order, so that no two wait for each other.
        ReentrantLock first = locks[Math.min(one, other)];
        ReentrantLock second = locks[Math.max(one, other)];
        first.lock();
        second.lock();
        try {
            return task.get();
        } finally {
            second.unlock();
            first.unlock();
        }
    }

    private static int stripe(ByteString name) {
        return Math.floorMod(name.hashCode(), STRIPES);
    }
}
