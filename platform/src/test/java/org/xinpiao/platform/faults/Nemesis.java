package org.xinpiao.platform.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.xinpiao.platform.faults.Links.Mode;
import org.xinpiao.platform.faults.Validator.Part;
import org.xinpiao.platform.node.Department;
import org.xinpiao.platform.node.Network;
import org.xinpiao.platform.node.NodeSettings;

/** Strikes a cluster under load, looks whether the rest goes on, mends it, and waits for all. */
final class Nemesis {

    /**
     * Within so long a new command is answered once nothing is in its way; with what it took this
     * machine to start the cluster besides, for some faults leave all of it to be started.
     */
    static final long PROGRESS_MILLIS = 30_000;

    /** Within so long a node that was away has caught up. */
    static final long CATCH_UP_MILLIS = 120_000;

    private static final Set<Integer> BOTH_GATEWAYS = Set.of(0, 1);
    private static final Set<Integer> NO_GATEWAY = Set.of();
    private static final int NODES = FaultyCluster.VALIDATORS + 2;
    private static final int LIES = 3;
    private static final int SLOW_MILLIS = 300;

    /** What is under way when a fault begins may still be decided. */
    private static final long SETTLE_MILLIS = 3_000;

    private final FaultyCluster cluster;
    private final Load load;
    private final Machine machine;
    private final Random random;
    private final long progressMillis;
    private final List<String> findings = new ArrayList<>();

    /** Undoes a fault. */
    private interface Mending {
        void mend() throws IOException, InterruptedException;
    }

    /**
     * A fault that stands.
     *
     * @param what and to whom
     * @param goingOn gateways whose clients must be answered meanwhile
     * @param stands whether nothing may be decided meanwhile
     */
    private record Effect(String what, Set<Integer> goingOn, boolean stands, Mending mending) {}

    /** Of a cluster that took so long to begin. */
    Nemesis(FaultyCluster cluster, Load load, Machine machine, Random random, long foundedMillis) {
        this.cluster = cluster;
        this.load = load;
        this.machine = machine;
        this.random = random;
        progressMillis = PROGRESS_MILLIS + foundedMillis;
    }

    private static void say(String what) {
        System.out.println("faults    " + what);
    }

    List<String> findings() {
        return findings;
    }

    /** Strikes and mends; says what happened. */
    String strike(Fault fault) throws IOException, InterruptedException {
        pause(300, 2_000);
        Effect effect = begin(fault);
        StringBuilder said = new StringBuilder(effect.what);
        if (effect.stands) {
            TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
            long height = cluster.height();
            pause(2_000, 5_000);
            if (cluster.height() != height) {
                findings.add(effect.what + ": a block was decided by two of four");
            }
        } else {
            pause(1_000, 4_000);
            for (int gateway : effect.goingOn) {
                said.append(", meanwhile ").append(answered(effect, "meanwhile", gateway));
            }
        }
        effect.mending.mend();
        long begin = System.nanoTime();
        long height = cluster.height();
        for (int gateway : BOTH_GATEWAYS) {
            said.append(", mended ").append(answered(effect, "afterwards", gateway));
        }
        if (!cluster.awaitAll(height, CATCH_UP_MILLIS)) {
            findings.add(effect.what + ": a node does not catch up with " + height);
        }
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        return said.append(", all there ").append(took).append(" ms").toString();
    }

    private String answered(Effect effect, String when, int gateway) throws InterruptedException {
        long took = load.probe(gateway, progressMillis);
        if (took > progressMillis) {
            findings.add(
                    "%s: gateway %d has no answer %s within %d ms"
                            .formatted(effect.what, gateway, when, progressMillis));
        }
        return (took == Long.MAX_VALUE ? "-" : took) + " ms";
    }

    private void pause(int from, int to) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(from + random.nextInt(to - from));
    }

    private Effect begin(Fault fault) throws IOException, InterruptedException {
        int place = random.nextInt(FaultyCluster.VALIDATORS);
        Validator victim = cluster.validators.get(place);
        String what = fault + " " + victim.site.name();
        return switch (fault) {
            case KILL_NODE -> {
                // Once more while it starts or catches up.
                for (int i = random.nextInt(3); i > 0; i--) {
                    victim.kill(Part.BOTH);
                    victim.start();
                    pause(300, 6_000);
                }
                victim.kill(Part.BOTH);
                yield new Effect(what, BOTH_GATEWAYS, false, victim::start);
            }
            case KILL_APPLICATION -> {
                victim.kill(Part.APPLICATION);
                yield new Effect(what, BOTH_GATEWAYS, false, victim::start);
            }
            case KILL_COMETBFT -> killComet(victim, what);
            case KILL_ALL -> {
                for (Validator each : cluster.validators) {
                    each.kill(Part.BOTH);
                }
                yield new Effect(fault.toString(), NO_GATEWAY, true, this::startAll);
            }
            case PAUSE -> {
                Part part = Part.values()[random.nextInt(Part.values().length)];
                victim.pause(part);
                yield new Effect(what + " " + part, BOTH_GATEWAYS, false, victim::resume);
            }
            case PARTITION_2_2 -> split(fault, 2);
            case PARTITION_3_1 -> split(fault, 1);
            case FLAPPING -> flap(fault);
            case STORM -> storm(fault);
            case SLOW_NODE -> {
                cluster.links.delay(place, SLOW_MILLIS);
                yield new Effect(what, BOTH_GATEWAYS, false, cluster.links::heal);
            }
            case FULL_DISK -> fillDisk(fault);
            case CLOCK -> shiftClock(victim, what);
            case LIE_APP_HASH -> lie(victim, Liar.Lie.APP_HASH, what);
            case LIE_PROPOSAL -> lie(victim, Liar.Lie.PROPOSAL, what);
            case TWIN -> twin(victim, what);
            case LIE_CHECKPOINT -> lie(victim, Liar.Lie.CHECKPOINT, what);
        };
    }

    private void startAll() throws IOException {
        for (Validator each : cluster.validators) {
            each.start();
        }
    }

    private Effect killComet(Validator victim, String what) throws InterruptedException {
        int which = random.nextInt(NODES);
        if (which < FaultyCluster.VALIDATORS) {
            victim.kill(Part.COMETBFT);
            return new Effect(what, BOTH_GATEWAYS, false, () -> {});
        }
        Gateway gateway = cluster.gateways.get(which - FaultyCluster.VALIDATORS);
        ProcessHandle.of(gateway.cometPid()).ifPresent(ProcessHandle::destroyForcibly);
        return new Effect(
                Fault.KILL_COMETBFT + " " + gateway.site.name(), BOTH_GATEWAYS, false, () -> {});
    }

    /** Parts so many validators from the others, and each gateway to either side. */
    private Effect split(Fault fault, int few) {
        List<Integer> places =
                new ArrayList<>(IntStream.range(0, FaultyCluster.VALIDATORS).boxed().toList());
        Collections.shuffle(places, random);
        Set<Integer> side = new HashSet<>(places.subList(0, few));
        Set<Integer> goingOn = new HashSet<>();
        for (int gateway : BOTH_GATEWAYS) {
            if (random.nextInt(3) == 0) {
                side.add(FaultyCluster.VALIDATORS + gateway);
            } else {
                goingOn.add(gateway);
            }
        }
        Mode mode = random.nextBoolean() ? Mode.CUT : Mode.HOLD;
        cluster.links.split(side, mode);
        boolean stands = few == 2;
        return new Effect(
                fault + " " + side + " " + mode,
                stands ? NO_GATEWAY : goingOn,
                stands,
                cluster.links::heal);
    }

    private Effect flap(Fault fault) throws InterruptedException {
        int times = 4 + random.nextInt(8);
        for (int i = 0; i < times; i++) {
            splitAnyhow();
            pause(100, 1_500);
            cluster.links.heal();
            pause(100, 1_000);
        }
        return new Effect(fault + " " + times + " times", NO_GATEWAY, false, () -> {});
    }

    private void splitAnyhow() {
        Set<Integer> side = new HashSet<>();
        for (int place = 0; place < NODES; place++) {
            if (random.nextBoolean()) {
                side.add(place);
            }
        }
        cluster.links.split(side, random.nextBoolean() ? Mode.CUT : Mode.HOLD);
    }

    /** Nothing is asked of the cluster before all of it is over. */
    private Effect storm(Fault fault) throws IOException, InterruptedException {
        int times = 5 + random.nextInt(6);
        for (int i = 0; i < times; i++) {
            Validator victim = cluster.validators.get(random.nextInt(FaultyCluster.VALIDATORS));
            switch (random.nextInt(6)) {
                case 0 -> victim.kill(Part.BOTH);
                case 1 -> {
                    victim.kill(Part.BOTH);
                    victim.start();
                }
                case 2 -> victim.kill(Part.COMETBFT);
                case 3 -> victim.pause(Part.BOTH);
                case 4 -> splitAnyhow();
                default -> cluster.links.heal();
            }
            pause(100, 2_500);
        }
        return new Effect(
                fault + " " + times + " times",
                NO_GATEWAY,
                false,
                () -> {
                    cluster.links.heal();
                    for (Validator each : cluster.validators) {
                        each.resume();
                        if (!each.isAlive()) {
                            each.start();
                        }
                    }
                });
    }

    private Effect fillDisk(Fault fault) throws IOException {
        Validator victim = cluster.validators.get(machine.smallDisk());
        machine.fill(victim.site.dir());
        return new Effect(
                fault + " " + victim.site.name(),
                BOTH_GATEWAYS,
                false,
                () -> {
                    machine.empty(victim.site.dir());
                    say(victim.isAlive() ? "it went on without a disk" : "it had ended");
                    // What stopped because of it is started by whoever keeps it.
                    victim.kill(Part.BOTH);
                    victim.start();
                });
    }

    private Effect lie(Validator victim, Liar.Lie about, String what)
            throws IOException, InterruptedException {
        Site site = victim.site;
        NodeSettings settings = Network.read(site.dir()).orElseThrow().settings(site.dir());
        Path socket = site.dir().resolveSibling(site.name() + ".sock");
        Liar liar =
                new Liar(
                        about,
                        Department.cosigner(site.name(), settings),
                        new Random(random.nextLong()),
                        socket,
                        site.home().socket());
        site.setApplication(socket);
        victim.kill(Part.COMETBFT);
        int enough = about == Liar.Lie.APP_HASH ? 1 : LIES;
        if (!FaultyCluster.await(() -> liar.told() >= enough, progressMillis)) {
            findings.add(what + ": only " + liar.told() + " lies were told");
        }
        return new Effect(
                what,
                BOTH_GATEWAYS,
                false,
                () -> {
                    if (about != Liar.Lie.APP_HASH) {
                        requireNamed(victim, what, liar.told());
                    }
                    victim.kill(Part.BOTH);
                    liar.close();
                    Files.delete(socket);
                    site.setApplication(site.home().socket());
                    if (about == Liar.Lie.APP_HASH) {
                        // Its CometBFT holds the lie: it begins anew, but for what it signed.
                        site.wipe();
                    }
                    victim.start();
                });
    }

    private Effect twin(Validator victim, String what) throws IOException, InterruptedException {
        Path dir = victim.site.dir();
        Path other = dir.resolveSibling("twin").resolve(victim.site.name());
        victim.kill(Part.BOTH);
        Validator twin = cluster.twin(victim, other);
        victim.start();
        List<Validator> honest =
                cluster.validators.stream().filter(each -> !each.equals(victim)).toList();
        String word = "evidence: " + victim.site.name() + " ";
        if (!FaultyCluster.await(
                () -> honest.stream().allMatch(each -> each.said(word)), CATCH_UP_MILLIS)) {
            findings.add(what + ": there is no evidence");
        }
        return new Effect(
                what,
                BOTH_GATEWAYS,
                false,
                () -> {
                    twin.close();
                    Site.remove(other.resolveSibling(""));
                    victim.kill(Part.BOTH);
                    victim.start();
                });
    }

    /** The others say in their logs whose proposals and votes they refused. */
    private void requireNamed(Validator liar, String what, int told) {
        String word = " of " + liar.site.name() + " .* refused";
        for (Validator other : cluster.validators) {
            if (!other.equals(liar) && !other.said(word)) {
                findings.add(
                        "%s: %s names no liar after %d lies"
                                .formatted(what, other.site.name(), told));
            }
        }
    }

    private Effect shiftClock(Validator victim, String what)
            throws IOException, InterruptedException {
        long minutes = random.nextBoolean() ? 10 : -10;
        victim.kill(Part.BOTH);
        victim.start(machine.shiftedComet(), TimeUnit.MINUTES.toMillis(minutes));
        return new Effect(
                what + " " + minutes + " min",
                BOTH_GATEWAYS,
                false,
                () -> {
                    victim.kill(Part.BOTH);
                    victim.start();
                });
    }
}
