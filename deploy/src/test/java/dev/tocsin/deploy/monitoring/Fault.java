package dev.tocsin.deploy.monitoring;

import java.util.List;
import java.util.Map;

/** What {@link AlertsIT} does to a real Tocsin, and which alerts it sees fire because of it. */
enum Fault {
  NOT_THERE("Tocsin is not started", "TocsinDown"),
  KILLED("the process is killed", "TocsinDown", "TocsinInstanceDown"),
  RESTARTED("the process is killed and started three times", "TocsinRestarting"),
  UNKNOWN_ACCOUNT(
      "an unknown account", "TocsinNotificationsHeldBack", "TocsinNotificationsHeldBackForHours"),
  REACHES_TOO_FAR_BACK("a window that begins before the retained history", "TocsinCoveragePartial"),
  MALFORMED_WINDOW("a malformed window record", "TocsinWindowRefused"),
  MALFORMED_ACCOUNT("a malformed account record", "TocsinAccountRefused"),
  MALFORMED_LOGS(
      "malformed records of a provider", "TocsinProviderDeadLetters", "TocsinProviderUnreadable"),
  OTHER_PROVIDER("a record that names another provider", "TocsinProviderMismatch"),
  SILENCE("a provider stops sending", "TocsinProviderSilent"),
  REGISTRY_AWAY(
      "the registry is stopped, and a record has a new schema",
      "TocsinRegistryUnreachable",
      "TocsinRecordsParked",
      "TocsinNotReady"),
  BROKER_AWAY(
      "the broker is stopped during a scan",
      "TocsinBrokersUnreachable",
      "TocsinScanStalled",
      "TocsinIncidentStillScanning"),
  DAMAGED_CHANGELOG(
      "a damaged row in a changelog",
      "TocsinThreadsDying",
      "TocsinNotLive",
      "TocsinNoProgress",
      "TocsinWindowNotRead",
      "TocsinLagGrowing"),
  LATE(
      "live records delayed by a damaged changelog",
      "TocsinDetectionSlow",
      "TocsinDetectionOftenSlow"),
  VOLUME_FULL("a small volume is filled", "TocsinStateVolumeFilling", "TocsinStateVolumeFull");

  /** Alerts that no fault fires there, with the reason. */
  static final Map<String, String> NONE =
      Map.of(
          "TocsinInternalError",
          "no known bug causes it",
          "TocsinRestoreLong",
          "the state of a test is restored within a second");

  private final String what;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> alerts;

  Fault(String what, String... alerts) {
    this.what = what;
    this.alerts = List.of(alerts);
  }

  /** The fault in words. */
  String what() {
    return what;
  }

  /** Names of the alerts that it fires. */
  List<String> alerts() {
    return alerts;
  }
}
