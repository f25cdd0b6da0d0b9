package dev.tocsin.naming;

/** The one place for the names of processor nodes and of the internal topics between the stages. */
public final class NodeNames {

  public static final String MESSAGE_LOG_SOURCE = "message-log";
  public static final String ACCOUNT_SOURCE = "account";
  public static final String WINDOW_SOURCE = "window";

  public static final String MESSAGE_LOG_INTAKE = "message-log-intake";
  public static final String ACCOUNT_INTAKE = "account-intake";
  public static final String WINDOW_INTAKE = "window-intake";

  public static final String CONTROL = "control";
  public static final String CONTROL_ACCEPTED = "control-accepted";
  public static final String CONTROL_REFUSED = "control-refused";
  public static final String MATCH_CHANGED = "match-changed";
  public static final String MATCH_INPUTS = "match-inputs";
  public static final String MATCH = "match";
  public static final String IMPACT_FINDINGS_AND_WINDOWS = "impact-findings-and-windows";
  public static final String IMPACT_INPUTS = "impact-inputs";
  public static final String IMPACT = "impact";
  public static final String INCIDENT = "incident";

  /** What is written; {@link #INCIDENT} is too. */
  public static final String EXPOSED_RECORD = "exposed-record";

  public static final String NOTIFICATION = "notification";

  /** Internal topics; Kafka Streams adds the application id before and "-repartition" behind. */
  public static final String TO_MATCH_WINDOWS = "match-window";

  public static final String TO_IMPACT_WINDOWS = "impact-window";
  public static final String TO_IMPACT_ACCOUNTS = "impact-account";
  public static final String TO_IMPACT_FINDINGS = "impact-finding";
  public static final String TO_INCIDENT_PARTS = "incident-part";

  private NodeNames() {}

  public static String select(String what) {
    return "select-" + what;
  }

  /** The node before another one that passes on the valid records only. */
  public static String valid(String node) {
    return node + "-valid";
  }

  /** The dead letters of a source. */
  public static String deadLetter(String source) {
    return "dead-letter-" + source;
  }

  /** The node that turns an output into bytes. */
  public static String write(String what) {
    return "write-" + what;
  }

  public static String sink(String what) {
    return "sink-" + what;
  }
}
