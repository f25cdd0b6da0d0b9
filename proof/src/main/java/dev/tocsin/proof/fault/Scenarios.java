package dev.tocsin.proof.fault;

import java.util.List;
import java.util.Optional;

/** All scenarios, in the order in which they run. */
final class Scenarios {

  private static final List<Scenario> ALL =
      List.of(
          new KillScenario(),
          new ScanScenario(),
          new TerminateScenario(),
          new ZombieScenario(),
          new BrokerScenario(),
          new OneWayScenario(),
          new RegistryScenario(),
          new FullDiskScenario(),
          new StateScenario(),
          new DuplicateScenario(),
          new PoisonScenario(),
          new BurstScenario(),
          new ClockScenario(),
          new VersionsScenario(),
          new RefusalScenario(),
          new ForeignScenario(),
          new RollingScenario(),
          new ScaleScenario(),
          new LostStateScenario(),
          new AccountScenario(),
          new CompactionScenario(),
          new FrozenStopScenario());

  private Scenarios() {}

  static List<Scenario> all() {
    return ALL;
  }

  static Optional<Scenario> numbered(int number) {
    return ALL.stream().filter(scenario -> scenario.number() == number).findFirst();
  }
}
