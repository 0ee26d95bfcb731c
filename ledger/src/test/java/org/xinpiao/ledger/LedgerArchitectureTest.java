package org.xinpiao.ledger;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "org.xinpiao.ledger",
        importOptions = ImportOption.DoNotIncludeTests.class)
class LedgerArchitectureTest {

    /** The ledger has no domain word in it: it sees the contracts' door and no room behind it. */
    @ArchTest
    static final ArchRule KNOWS_CONTRACTS_ONLY_THROUGH_THEIR_SPI =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("org.xinpiao..")
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            "org.xinpiao.ledger..",
                                                            "org.xinpiao.contracts",
                                                            "org.xinpiao.crypto"))));

    @ArchTest
    static final ArchRule RUNS_WITHOUT_A_FRAMEWORK =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework..", "java.sql..");

    /** What talks to CometBFT has a room of its own, which knows nothing of the ledger. */
    @ArchTest
    static final ArchRule TALKS_TO_THE_NETWORK_IN_ONE_ROOM =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.xinpiao.ledger.comet")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.net..");

    @ArchTest
    static final ArchRule PROTOCOL_KNOWS_NO_LEDGER =
            noClasses()
                    .that()
                    .resideInAPackage("org.xinpiao.ledger.comet")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.xinpiao.ledger");

    /** What decides takes its time from the block. */
    @ArchTest
    static final ArchRule EXECUTION_HAS_NO_CLOCK =
            noClasses()
                    .that()
                    .haveSimpleNameStartingWith("StateMachine")
                    .or()
                    .haveSimpleNameStartingWith("BlockExecution")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.time..", "java.util.concurrent..");
}
