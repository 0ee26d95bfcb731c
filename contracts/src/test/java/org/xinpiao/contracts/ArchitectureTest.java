package org.xinpiao.contracts;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.google.protobuf.GeneratedFile;
import com.google.protobuf.MessageLite;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.ProtocolMessageEnum;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;

/** Contracts give the same answer on every machine because nothing else can reach them. */
@AnalyzeClasses(
        packages = "org.xinpiao.contracts",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    /** Written here, not made by protoc: its code reads streams and holds volatile caches. */
    private static final DescribedPredicate<JavaClass> OWN =
            DescribedPredicate.describe(
                    "written here",
                    type -> {
                        JavaClass top = type;
                        while (top.getEnclosingClass().isPresent()) {
                            top = top.getEnclosingClass().get();
                        }
                        return !top.isAssignableTo(MessageLite.class)
                                && !top.isAssignableTo(MessageOrBuilder.class)
                                && !top.isAssignableTo(ProtocolMessageEnum.class)
                                && !top.isAssignableTo(GeneratedFile.class);
                    });

    @ArchTest
    static final ArchRule DEPENDS_ONLY_ON_THE_JDK_JSPECIFY_AND_PROTOBUF =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "org.xinpiao.contracts..",
                            "java..",
                            "org.jspecify..",
                            "com.google.protobuf..");

    @ArchTest
    static final ArchRule NO_INPUT_BUT_THE_COMMAND_AND_THE_STATE =
            noClasses()
                    .that(OWN)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "java.io..",
                                    "java.net..",
                                    "java.nio.file..",
                                    "java.nio.channels..",
                                    "java.sql..",
                                    "java.security..",
                                    "java.util.concurrent..",
                                    "java.util.random.."));

    @ArchTest
    static final ArchRule NO_CLOCK_CHANCE_OR_THREAD =
            noClasses()
                    .that(OWN)
                    .should()
                    .callMethodWhere(
                            target(
                                            nameMatching(
                                                    "now|random|randomUUID|currentTimeMillis"
                                                            + "|nanoTime|getenv|getProperty"
                                                            + "|identityHashCode|parallelStream"
                                                            + "|parallel|getDefault"))
                                    .and(target(owner(resideInAnyPackage("java..")))))
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Random.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule NO_UNORDERED_COLLECTION =
            noClasses()
                    .that(OWN)
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(HashMap.class, HashSet.class);

    @ArchTest
    static final ArchRule NO_FLOATING_POINT =
            noFields()
                    .that()
                    .areDeclaredInClassesThat(OWN)
                    .should()
                    .haveRawType("double")
                    .orShould()
                    .haveRawType("float")
                    .orShould()
                    .haveRawType(Double.class)
                    .orShould()
                    .haveRawType(Float.class);

    @ArchTest
    static final ArchRule NO_SHARED_MUTABLE_STATE =
            fields().that().areDeclaredInClassesThat(OWN).and().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule CONTRACTS_REMEMBER_NOTHING =
            fields().that()
                    .areDeclaredInClassesThat()
                    .areAssignableTo(Contract.class)
                    .should()
                    .beFinal()
                    .allowEmptyShould(true);
}
