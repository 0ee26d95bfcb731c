package org.xinpiao.platform.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.xinpiao.contracts.policy.Amounts;
import org.xinpiao.contracts.policy.Benefit;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.Evaluator;
import org.xinpiao.contracts.policy.Filing;
import org.xinpiao.contracts.policy.PolicyPackage;
import org.xinpiao.contracts.policy.Split;

/** Packages and cases for tests. */
final class Samples {

    static final PolicyPackageReader READER = new PolicyPackageReader();

    private Samples() {}

    static String yaml(String name) {
        return new String(ShippedPolicies.bytes(name), StandardCharsets.UTF_8);
    }

    static PolicyPackage shipped(String name) {
        return READER.read(ShippedPolicies.bytes(name)).orThrow().policy();
    }

    static PolicyPackage parsed(String yaml) {
        return READER.read(yaml.getBytes(StandardCharsets.UTF_8)).orThrow().policy();
    }

    /** The package with lines put behind the first benefit that has this id. */
    static String withCut(String yaml, String benefit, String mode) {
        String head = "  - id: " + benefit + "\n";
        String block =
                head
                        + "    out_of_area:\n"
                        + "      - {filing: [unfiled], place: [in-province, out-of-province], "
                        + mode
                        + ", source: table}\n";
        return yaml.replace(head, block);
    }

    /** The text of a package with chronic diseases and family accounts; its figures are made up. */
    static String synthetic() {
        return new String(resource("/policy/synthetic-chronic.yaml"), StandardCharsets.UTF_8);
    }

    static byte[] caseBytes(String name) {
        return resource("/policy/cases/" + name + ".json");
    }

    static byte[] resource(String path) {
        try (InputStream in = Samples.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        }
    }

    static Case caseFile(String name) {
        return CaseReader.read(caseBytes(name)).orThrow();
    }

    static int day(String date) {
        return Math.toIntExact(LocalDate.parse(date).toEpochDay());
    }

    static Benefit evaluate(String policy, Case given) {
        return Evaluator.evaluate(shipped(policy), given);
    }

    static Amounts amounts(String policy, Case given) {
        return evaluate(policy, given).amounts();
    }

    /** An employee of 44 in a grade-3A hospital whose whole bill is in scope. */
    static Case inpatient(String psnType, long scopeFen) {
        return Case.of(
                Case.Person.of("310", psnType, day("1980-05-20")),
                Case.Visit.local("21", "02", day("2024-06-15")),
                scope(scopeFen));
    }

    static Case.Fees scope(long fen) {
        return new Case.Fees.Totals(new Split(0, 0, 0, fen));
    }

    static Case used(Case given, Case.Used used) {
        return new Case(given.person(), given.visit(), used, given.account(), given.fees());
    }

    static Case account(Case given, Case.Account account) {
        return new Case(given.person(), given.visit(), given.used(), account, given.fees());
    }

    static Case born(Case given, String birthday) {
        Case.Person p = given.person();
        Case.Person born = Case.Person.of(p.insutype(), p.psnType(), day(birthday));
        return new Case(born, given.visit(), given.used(), given.account(), given.fees());
    }

    static Case visit(Case given, String level, String careRegion, Filing filing, int admission) {
        Case.Visit v = given.visit();
        Case.Visit visit =
                new Case.Visit(
                        v.medType(),
                        v.hospLv(),
                        level,
                        v.institution(),
                        v.tcm(),
                        careRegion,
                        filing,
                        admission,
                        v.dischargeDay());
        return new Case(given.person(), visit, given.used(), given.account(), given.fees());
    }

    static Case level(Case given, String level) {
        return visit(given, level, "", Filing.UNFILED, 1);
    }
}
