package org.xinpiao.platform.cli;

import com.google.protobuf.ByteString;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.registry.ChangeValidators;
import org.xinpiao.contracts.registry.RegistryCommand;
import org.xinpiao.contracts.registry.RegistryReason;
import org.xinpiao.contracts.registry.Validator;
import org.xinpiao.contracts.registry.ValidatorSets;
import org.xinpiao.contracts.registry.ValidatorVote;
import org.xinpiao.contracts.registry.Validators;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.SignedTransactions;
import org.xinpiao.ledger.Transaction;
import org.xinpiao.platform.node.Department;
import org.xinpiao.platform.node.Network;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who the validators are, asked of a running node, and how that is changed. */
@Command(
        name = "validators",
        description = "who the validators are, and voting on others / 验证节点名单与变更",
        subcommands = {ValidatorsCommand.Change.class, ValidatorsCommand.Key.class})
final class ValidatorsCommand implements Callable<Integer> {

    private static final int REJECTED = 1;

    /** How many blocks a vote may wait. */
    private static final long LIFETIME_BLOCKS = 1_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    // Not the mixin: a subcommand has its own, and none would be asked for here as well.
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the running node's data directory / 运行中节点的数据目录")
    private @Nullable Path data;

    @Override
    public Integer call() {
        if (data == null) {
            throw new ParameterException(
                    spec.commandLine(), "Missing required option: '--data=DIR'");
        }
        try (NodeRpc node = new NodeRpc(network(data))) {
            ValidatorSets sets = sets(node);
            spec.commandLine().getOut().println(ValidatorsFile.write(sets, votes(node, sets)));
            return 0;
        } catch (NodeRpc.NoAnswerException e) {
            return noAnswer(spec, e);
        }
    }

    private static Network network(Path data) {
        return Network.read(data)
                .orElseThrow(() ->
                        new UnusableInputException(
                                data, "不是多节点账本的数据", "holds no node among others"));
    }

    private static ValidatorSets sets(NodeRpc node) {
        return node.read(Validators.SETS, ValidatorSets.parser())
                .orElseThrow(() -> new NodeRpc.NoAnswerException(Validators.SETS));
    }

    private static List<ValidatorVote> votes(NodeRpc node, ValidatorSets sets) {
        return sets.getCurrentList().stream()
                .map(v -> Validators.voteKey(v.getDepartment()))
                .map(key -> node.read(key, ValidatorVote.parser()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static int noAnswer(CommandSpec spec, NodeRpc.NoAnswerException why) {
        spec.commandLine().getErr().println(why.getMessage());
        return REJECTED;
    }

    @Command(
            name = "change",
            description = "vote for other validators / 投票变更验证节点",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:the votes are in a block",
                "1:a vote was refused, or the node does not answer",
                "2:the file or the directory cannot be used"
            })
    static final class Change implements Callable<Integer> {

        @Spec private CommandSpec spec = CommandSpec.create();

        @Parameters(
                index = "0",
                paramLabel = "FILE",
                description = "what `validators` prints, changed in one entry / 修改一项后的名单")
        private Path file = Path.of("");

        @Mixin private DataDirectory data = new DataDirectory();

        /** Votes for each validator's department whose key is here, until that is enough. */
        @Override
        public Integer call() throws CryptoException {
            ValidatorsFile wanted = ValidatorsFile.read(file);
            Network network = network(data.path());
            Parties parties = Parties.open(network.settings(data.path()));
            PrintWriter out = spec.commandLine().getOut();
            try (NodeRpc node = new NodeRpc(network)) {
                ValidatorSets before = sets(node);
                List<Party> voters =
                        before.getCurrentList().stream()
                                .map(v -> parties.find(v.getDepartment()))
                                .flatMap(Optional::stream)
                                .toList();
                if (voters.isEmpty()) {
                    throw new UnusableInputException(
                            data.path(), "没有验证部门的成员密钥", "holds no key of a validator's department");
                }
                for (Party voter : voters) {
                    NodeRpc.Result result =
                            node.commit(vote(network, voter, wanted, node.height()));
                    if (!result.isAccepted()) {
                        spec.commandLine().getErr().println(voter.id() + ": " + text(result));
                        return REJECTED;
                    }
                    out.println(voter.id() + ": 已投票 / voted");
                    ValidatorSets now = sets(node);
                    if (now.getVersion() > before.getVersion()) {
                        out.printf(
                                "第 %d 版自第 %d 块生效 / version %1$d is in force from block %2$d%n",
                                now.getVersion(), now.getFromHeight());
                        return 0;
                    }
                }
                out.println("待其他部门投票 / the other departments have to vote");
                return 0;
            } catch (NodeRpc.NoAnswerException e) {
                return noAnswer(spec, e);
            }
        }

        private static ByteString vote(
                Network network, Party voter, ValidatorsFile wanted, long height)
                throws CryptoException {
            RegistryCommand command =
                    RegistryCommand.newBuilder()
                            .setChangeValidators(
                                    ChangeValidators.newBuilder()
                                            .setVersion(wanted.version() + 1)
                                            .addAllValidators(wanted.validators()))
                            .build();
            Transaction transaction =
                    Transaction.newBuilder()
                            .setChainId(network.chain())
                            .setMember(voter.id())
                            .setKeyId(ByteString.copyFrom(voter.signing().publicKey().id()))
                            .setType("registry")
                            .setCommand(command.toByteString())
                            // Who votes for one, another and the first again means it.
                            .setIdempotencyKey("~validators/" + UUID.randomUUID())
                            .setExpiryHeight(height + LIFETIME_BLOCKS)
                            .build();
            return SignedTransactions.sign(Suites.of(network.suite()), transaction, voter.signing())
                    .toByteString();
        }

        private static String text(NodeRpc.Result result) {
            for (RegistryReason reason : RegistryReason.values()) {
                if (reason.code().equals(result.code())) {
                    return reason.code() + " " + reason.zh() + " " + reason.en();
                }
            }
            return result.code() + " " + result.text();
        }
    }

    @Command(
            name = "key",
            description = "this node's own entry, its keys made when missing / 本节点的条目")
    static final class Key implements Callable<Integer> {

        @Spec private CommandSpec spec = CommandSpec.create();

        @Mixin private DataDirectory data = new DataDirectory();

        @Override
        public Integer call() {
            Network network = network(data.path());
            String department = network.department();
            if (department == null) {
                throw new UnusableInputException(
                        data.path(), "没有写明部门", "names no department in network.properties");
            }
            Validator own = Department.validator(department, network.settings(data.path()));
            spec.commandLine().getOut().println(ValidatorsFile.write(own));
            return 0;
        }
    }
}
