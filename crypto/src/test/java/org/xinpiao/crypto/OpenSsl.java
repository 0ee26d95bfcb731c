package org.xinpiao.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The {@code openssl} command, as an independent opinion. */
final class OpenSsl {

    private final Path directory;

    OpenSsl(Path directory) {
        this.directory = directory;
    }

    /** Writes a file that {@link #run} can name. */
    String file(String name, byte[] content) {
        try {
            Files.write(directory.resolve(name), content);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] content(String name) {
        try {
            return Files.readAllBytes(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String pem(String name, String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String text =
                "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
        return file(name, text.getBytes(US_ASCII));
    }

    /** Whether the command ends with 0. */
    boolean accepts(String... arguments) {
        return execute(arguments).status == 0;
    }

    /** Standard output of a command that must end with 0. */
    byte[] run(String... arguments) {
        Result result = execute(arguments);
        if (result.status != 0) {
            throw new AssertionError(
                    "openssl " + String.join(" ", arguments) + ": " + result.errors);
        }
        return result.output;
    }

    private Result execute(String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Path errors = directory.resolve("errors");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectError(errors.toFile())
                            .start();
            byte[] output = process.getInputStream().readAllBytes();
            return new Result(process.waitFor(), output, Files.readString(errors, UTF_8));
        } catch (IOException e) {
            throw new AssertionError(
                    "this test needs the openssl command, version 3 (Debian: openssl)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private record Result(int status, byte[] output, String errors) {}
}
