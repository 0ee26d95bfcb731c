package org.xinpiao.bench;

/** One benchmark: reports its figures as it gets them. */
interface Benchmark {

    /**
     * Runs it.
     *
     * @param brief just enough to see that it works
     */
    void run(boolean brief, Report report) throws Exception;
}
