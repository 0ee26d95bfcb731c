package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import java.util.concurrent.locks.ReentrantLock;

/** One thing at a time for each person; different people seldom wait for each other. */
final class PersonLocks {

    private static final int STRIPES = 256;

    private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

    PersonLocks() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    void run(ByteString person, Runnable task) {
        ReentrantLock lock = locks[Math.floorMod(person.hashCode(), STRIPES)];
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
    }
}
