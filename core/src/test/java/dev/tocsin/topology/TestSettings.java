package dev.tocsin.topology;

/** The settings that tests of the topology have, for those of its packages. */
public final class TestSettings {

  private TestSettings() {}

  public static TopologySettings get() {
    return Scenario.settings();
  }
}
