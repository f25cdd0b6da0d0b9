package dev.tocsin.deploy.monitoring;

import java.util.List;
import java.util.Map;

/** What {@link AlertsIT} does to a real Tocsin, and which alerts it sees fire because of it. */
enum Fault {
  NOT_THERE("Tocsin not started yet", "TocsinDown"),
  KILLED("the process killed", "TocsinDown", "TocsinInstanceDown"),
  RESTARTED("the process killed and started three times", "TocsinRestarting"),
  UNKNOWN_ACCOUNT(
      "an account that nobody loaded",
      "TocsinNotificationsHeldBack",
      "TocsinNotificationsHeldBackForHours"),
  REACHES_TOO_FAR_BACK("a window from before the retained history", "TocsinCoveragePartial"),
  RUBBISH_AS_WINDOW("rubbish pushed as a window", "TocsinWindowRefused"),
  RUBBISH_AS_ACCOUNT("rubbish pushed as an account", "TocsinAccountRefused"),
  RUBBISH_OF_PROVIDER(
      "rubbish pushed by a provider", "TocsinProviderDeadLetters", "TocsinProviderUnreadable"),
  OTHER_PROVIDER("a record that names another provider", "TocsinProviderMismatch"),
  SILENCE("a provider that stops to push", "TocsinProviderSilent"),
  REGISTRY_AWAY(
      "the registry stopped, and a record of a new schema",
      "TocsinRegistryUnreachable",
      "TocsinRecordsParked",
      "TocsinNotReady"),
  BROKER_AWAY(
      "the broker stopped in the middle of a scan",
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
      "live records that waited until a damaged changelog was mended",
      "TocsinDetectionSlow",
      "TocsinDetectionOftenSlow"),
  VOLUME_FULL("a small volume filled", "TocsinStateVolumeFilling", "TocsinStateVolumeFull");

  /** Alerts that no fault fires there, with the reason. */
  static final Map<String, String> NONE =
      Map.of(
          "TocsinInternalError",
          "it takes a bug of Tocsin's that is not known",
          "TocsinRestoreLong",
          "what a test can write restores within a second");

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
