package org.xinpiao.platform.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The program's commands, run inside a test. */
public final class Program {

    private Program() {}

    /**
     * Runs a command.
     *
     * @param out takes what it prints
     * @return its exit code
     */
    public static int run(OutputStream out, String... arguments) {
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return Xinpiao.commandLine().execute(arguments);
        } finally {
            System.setOut(before);
        }
    }
}
