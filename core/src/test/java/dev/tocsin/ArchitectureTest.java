package dev.tocsin;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which package of core may know which; modules hold the rest. */
class ArchitectureTest {

  private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("dev.tocsin..");

  private static JavaClasses production;

  @BeforeAll
  static void importClasses() {
    production =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tocsin");
  }

  @Test
  void shouldSeeTheClassesItJudges() {
    assertThat(production.stream().map(JavaClass::getPackageName))
        .contains("dev.tocsin.domain", "dev.tocsin.event");
  }

  @Test
  void shouldKeepTheDomainFreeOfEverythingButTheLanguage() {
    classes()
        .that()
        .resideInAPackage("dev.tocsin.domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.tocsin.domain..", "java..", "org.jspecify..")
        .because("the rules of exposure are pure: no Kafka, no Avro, no logging")
        .check(production);
  }

  @Test
  void shouldBuildTheHistoryOnTheDomainAndItsStoredForms() {
    noClasses()
        .that()
        .resideInAPackage("dev.tocsin.history..")
        .should()
        .dependOnClassesThat(
            OURS.and(
                    DescribedPredicate.not(
                        resideInAnyPackage(
                            "dev.tocsin.history..", "dev.tocsin.domain..", "dev.tocsin.codec..")))
                .or(resideInAPackage("org.apache.avro.."))
                .as("belong to another part of Tocsin, or to Avro"))
        .because("the store knows records and windows, and neither topics nor wire formats")
        .check(production);
  }

  @Test
  void shouldKeepTheStoredFormsToTheDomain() {
    noClasses()
        .that()
        .resideInAPackage("dev.tocsin.codec..")
        .should()
        .dependOnClassesThat(
            OURS.and(
                    DescribedPredicate.not(
                        resideInAnyPackage("dev.tocsin.codec..", "dev.tocsin.domain..")))
                .as("belong to another part of Tocsin"))
        .because("what is stored are the domain's records")
        .check(production);
  }

  @Test
  void shouldHaveNoCyclesBetweenTheParts() {
    slices().matching("dev.tocsin.(*)..").should().beFreeOfCycles().check(production);
  }
}
