package dev.tocsin.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** How the history is protected where it is stored. */
public final class EncryptionKeys {

  public static final String ENCRYPTION = "history.encryption";
  public static final String KEYSET_FILE = "history.keyset.file";
  public static final String KEYSET = "history.keyset";
  public static final String KEYSET_COMMAND = "history.keyset.command";

  /** Where a keyset may come from, one of them. */
  static final List<String> SOURCES = List.of(KEYSET_FILE, KEYSET, KEYSET_COMMAND);

  static final String BY_KEYSET = "keyset";
  static final String NONE = "none";

  private EncryptionKeys() {}

  static void define(Keys.Group group) {
    group
        .text(
            ENCRYPTION,
            BY_KEYSET,
            Check.oneOf(BY_KEYSET, NONE),
            """
            Whether the history is encrypted in the local state and in its changelog topic. \
            `keyset` needs one of the three keys below; without one `run` refuses to start. `none` \
            stores it in clear. A history that was begun in clear stays readable when encryption is \
            switched on, and what is added to it is encrypted.""")
        .text(
            KEYSET_FILE,
            "",
            Check.text("a file", s -> s.indexOf('\0') < 0),
            """
            File with the keyset, in Tink's JSON format and not encrypted, which \
            `tocsin keyset create --out FILE` makes. Only its owner may read it; a group may when the \
            file is root's, as in a mounted secret. Keep a copy elsewhere: what was encrypted with \
            a lost key is lost.""")
        .add(
            KEYSET,
            ConfigDef.Type.PASSWORD,
            null,
            new Check("a keyset in Tink's JSON format", value -> true),
            """
            The keyset itself, as in the file. A secret: meant for the environment or for a \
            reference, not for a configuration file that others read.""")
        .text(
            KEYSET_COMMAND,
            "",
            Check.text("a command", s -> s.indexOf('\0') < 0),
            """
            Command that prints the keyset, given to `/bin/sh -c`; it has 30 s, and has to end with \
            0. For a secret manager, or to decrypt a keyset that a key management service \
            wrapped. It is shown with the configuration: put no secret into it.""");
  }
}
