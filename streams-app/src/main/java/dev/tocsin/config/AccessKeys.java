package dev.tocsin.config;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** Who is who on the brokers, for those that ask who is there. */
public final class AccessKeys {

  public static final String TOCSIN = "access.tocsin";
  public static final String ACCOUNT_OWNER = "access.account-owner";
  public static final String RESPONDER = "access.responder";
  public static final String NOTIFIER = "access.notifier";
  public static final String OPERATOR = "access.operator";
  public static final String REDRIVER = "access.redriver";
  public static final String OTHERS = "access.others";

  /** Distinguished names have commas in them, so it is a semicolon, as in the broker's own list. */
  private static final String SEPARATOR = ";";

  /** Everybody is nobody's role: a grant to all is none of least privilege. */
  private static final String PRINCIPAL = "[A-Za-z]+:(?!\\*$).*\\S.*";

  static final Check PRINCIPALS =
      Check.text(
          "principals such as User:tocsin or User:CN=tocsin,O=Example, several separated by"
              + " semicolons, not User:*",
          text -> split(text).stream().allMatch(principal -> principal.matches(PRINCIPAL)));

  private AccessKeys() {}

  static void define(Keys.Group group) {
    principals(
        group,
        TOCSIN,
        """
        Who the detector is to the brokers. `tocsin topics create` gives the principals of a role \
        the rights that it needs, and `tocsin topics check` compares; a role without one is left \
        alone. docs/security.md has the roles and their rights.""");
    principals(group, ACCOUNT_OWNER, "Who writes the accounts: `tocsin accounts`.");
    principals(
        group,
        RESPONDER,
        "Who declares windows and reads what came of them: `tocsin window`, `tocsin incident`.");
    principals(
        group,
        NOTIFIER,
        """
        Who tells people: reads the notifications and the exposed records, in a group whose name \
        starts with `notifier` (behind `topic.prefix`).""");
    principals(
        group,
        OPERATOR,
        """
        Who runs it: `tocsin topics`. It reads no record. To give rights takes an administrator of \
        the brokers.""");
    principals(
        group,
        REDRIVER,
        """
        Who looks into dead letters and sends them again: `tocsin dead-letters`. It may write to \
        every input.""");
    principals(
        group,
        OTHERS,
        """
        Who else may do more than the roles, such as an administrator or a mirror of the cluster. \
        `tocsin topics check` tells of anybody else who may.""");
  }

  private static void principals(Keys.Group group, String key, String doc) {
    group.add(key, ConfigDef.Type.STRING, "", PRINCIPALS, doc);
  }

  /** The principals that a value names. */
  static List<String> split(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(SEPARATOR, -1)).map(String::strip).toList();
  }
}
