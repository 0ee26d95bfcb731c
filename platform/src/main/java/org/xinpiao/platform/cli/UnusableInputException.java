package org.xinpiao.platform.cli;

import java.nio.file.Path;

/** What a command was given cannot be used; told in one sentence, exit code 2. */
final class UnusableInputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableInputException(Path path, String zh, String en) {
        super(path + " " + en + " / " + zh);
    }
}
