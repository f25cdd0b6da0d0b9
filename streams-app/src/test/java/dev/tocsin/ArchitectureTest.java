package dev.tocsin;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
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

/** Which package of the application may know which; modules hold the rest. */
class ArchitectureTest {

  private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("dev.tocsin..");

  private static JavaClasses production;

  @BeforeAll
  static void importClasses() {
    production =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                "dev.tocsin.config", "dev.tocsin.wiring", "dev.tocsin.ops", "dev.tocsin.cli");
  }

  @Test
  void shouldSeeTheClassesItJudges() {
    assertThat(production.stream().map(JavaClass::getPackageName))
        .contains("dev.tocsin.config", "dev.tocsin.ops", "dev.tocsin.cli");
  }

  @Test
  void shouldKeepTheConfigurationUnawareOfWhatIsBuiltFromIt() {
    noClasses()
        .that()
        .resideInAPackage("dev.tocsin.config..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.tocsin.topology..",
            "dev.tocsin.ingest..",
            "dev.tocsin.history..",
            "dev.tocsin.wiring..",
            "dev.tocsin.ops..",
            "dev.tocsin.cli..")
        .because("the package wiring builds the detector from the configuration")
        .check(production);
  }

  @Test
  void shouldRunTheDetectorWithoutTheCommandLine() {
    noClasses()
        .that(OURS.and(DescribedPredicate.not(resideInAPackage("dev.tocsin.cli.."))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.tocsin.cli..")
        .because("tests, benchmarks and other programs run it too")
        .check(production);
  }

  @Test
  void shouldNotContainTheLocalStackOrTheDemo() {
    noClasses()
        .that(OURS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.tocsin.local..", "dev.tocsin.demo..", "dev.tocsin.testkit..")
        .because("the production image does not contain them")
        .check(production);
  }

  @Test
  void shouldHaveNoCyclesBetweenTheParts() {
    slices().matching("dev.tocsin.(*)..").should().beFreeOfCycles().check(production);
  }
}
