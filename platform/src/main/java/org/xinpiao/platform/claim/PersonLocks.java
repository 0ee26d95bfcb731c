package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** One thing at a time for each person; different people seldom wait for each other. */
@Component
final class PersonLocks {

    private static final int STRIPES = 256;

    private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

    PersonLocks() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    void run(ByteString person, Runnable task) {
        get(
                person,
                () -> {
                    task.run();
                    return true;
                });
    }

    <T> T get(ByteString person, Supplier<T> task) {
        ReentrantLock lock = locks[Math.floorMod(person.hashCode(), STRIPES)];
        lock.lock();
        try {
            return task.get();
        } finally {
            lock.unlock();
        }
    }
}
