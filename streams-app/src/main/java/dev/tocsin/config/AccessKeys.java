package dev.tocsin.config;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** Keys that assign the principals of the brokers to roles. */
public final class AccessKeys {

  public static final String TOCSIN = "access.tocsin";
  public static final String ACCOUNT_OWNER = "access.account-owner";
  public static final String RESPONDER = "access.responder";
  public static final String NOTIFIER = "access.notifier";
  public static final String OPERATOR = "access.operator";
  public static final String REDRIVER = "access.redriver";
  public static final String OTHERS = "access.others";

  /** Distinguished names contain commas, so the separator is a semicolon, as in super.users. */
  private static final String SEPARATOR = ";";

  /** User:* is not a role: a grant to all users is not least privilege. */
  private static final String PRINCIPAL = "[A-Za-z]+:(?!\\*$).*\\S.*";

  static final Check PRINCIPALS =
      Check.text(
          "principals such as User:tocsin or User:CN=tocsin,O=Example, separated by"
              + " semicolons, not User:*",
          text -> split(text).stream().allMatch(principal -> principal.matches(PRINCIPAL)));

  private AccessKeys() {}

  static void define(Keys.Group group) {
    principals(
        group,
        TOCSIN,
        """
        Principals of the detector. `tocsin topics create` grants the principals of each role \
        the ACLs that the role needs, and `tocsin topics check` compares them; a role without \
        principals is skipped. docs/security.md lists the roles and their ACLs.""");
    principals(group, ACCOUNT_OWNER, "Principals that write accounts: `tocsin accounts`.");
    principals(
        group,
        RESPONDER,
        "Principals that declare windows and read incidents: `tocsin window`, `tocsin incident`.");
    principals(
        group,
        NOTIFIER,
        """
        Principals of the notifier, which reads notifications and exposed records. The name of \
        its consumer group starts with `topic.prefix` and `notifier`.""");
    principals(
        group,
        OPERATOR,
        """
        Principals that operate Tocsin: `tocsin topics`. An operator reads no records and cannot \
        grant ACLs; an administrator of the brokers does that.""");
    principals(
        group,
        REDRIVER,
        """
        Principals that read and redrive dead letters: `tocsin dead-letters`. They may write to \
        every input topic.""");
    principals(
        group,
        OTHERS,
        """
        Other principals that may have more rights than the roles, such as an administrator or a \
        mirror of the cluster. `tocsin topics check` reports the rights of all other principals.""");
  }

  private static void principals(Keys.Group group, String key, String doc) {
    group.add(key, ConfigDef.Type.STRING, "", PRINCIPALS, doc);
  }

  /** The principals in a value. */
  static List<String> split(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(SEPARATOR, -1)).map(String::strip).toList();
  }
}
