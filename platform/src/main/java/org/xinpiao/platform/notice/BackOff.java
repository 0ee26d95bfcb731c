package org.xinpiao.platform.notice;

import java.time.Duration;

/** How long to wait after failures in a row: twice as long each time, up to a limit. */
record BackOff(Duration first, Duration most) {

    /**
     * The wait after a failure.
     *
     * @param failures how many there were in a row, 1 or more
     */
    Duration after(int failures) {
        int doublings = Math.clamp(failures - 1L, 0, 30);
        Duration wait = first.multipliedBy(1L << doublings);
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
