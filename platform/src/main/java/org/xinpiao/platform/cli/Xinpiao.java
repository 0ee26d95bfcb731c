package org.xinpiao.platform.cli;

import java.util.Objects;
import org.xinpiao.ledger.OpenException;
import org.xinpiao.platform.policy.PolicyCommands;
import org.xinpiao.platform.verify.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The program: one command for each thing a person does with it. */
@Command(
        name = "xinpiao",
        mixinStandardHelpOptions = true,
        version = "xinpiao 0.1.0",
        description = "One ledger of medical e-bills and insurance money. 信票：医疗票据与医保资金的同一本账。",
        subcommands = {
            DemoCommand.class,
            ClusterCommand.class,
            ValidatorCommand.class,
            ValidatorsCommand.class,
            NetworkCommand.class,
            GatewayCommand.class,
            VerifyCommand.class,
            AuditCommand.class,
            ReplayCommand.class,
            MatchCommand.class,
            ExportCommand.class,
            PolicyCommands.class
        })
public final class Xinpiao implements Runnable {

    /** Exit code for input that cannot be used. */
    static final int UNUSABLE = 2;

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Xinpiao());
        // It needs a node's parts, which the room of policies does not know.
        Objects.requireNonNull(line.getSubcommands().get("policy"))
                .addSubcommand(new WhatIfCommand());
        return line.setExecutionExceptionHandler(Xinpiao::explain);
    }

    /** What a person can mend is told in one sentence; anything else is a bug, with its trace. */
    private static int explain(Exception failure, CommandLine command, ParseResult parsed)
            throws Exception {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnusableInputException || cause instanceof OpenException) {
                command.getErr().println(cause.getMessage());
                return UNUSABLE;
            }
        }
        throw failure;
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
