package org.xinpiao.crypto;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Idle objects that are costly to make and serve one thread at a time. */
final class Pool<T> {

    private final ConcurrentLinkedQueue<T> idle = new ConcurrentLinkedQueue<>();
    private final Supplier<T> maker;

    Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
        T object = idle.poll();
        return object == null ? maker.get() : object;
    }

    /** Gives back what is as good as new; what is not is simply dropped. */
    void give(T object) {
        idle.add(object);
    }
}
