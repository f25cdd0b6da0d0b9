package dev.tocsin.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** Keys of the encryption of the stored history. */
public final class EncryptionKeys {

  public static final String ENCRYPTION = "history.encryption";
  public static final String KEYSET_FILE = "history.keyset.file";
  public static final String KEYSET = "history.keyset";
  public static final String KEYSET_COMMAND = "history.keyset.command";

  /** The keys that name the source of the keyset; only one of them may be set. */
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
            `keyset` requires one of the three keys below; without it `run` does not start. `none` \
            stores the history unencrypted, and ids of exposures and notifications are hashes that \
            trying all phone numbers inverts. Switching needs a new `application.id`: `run` refuses \
            state of the other kind.""")
        .text(
            KEYSET_FILE,
            "",
            Check.text("a file", s -> s.indexOf('\0') < 0),
            """
            File with the keyset in Tink's JSON format, not encrypted. `tocsin keyset create --out \
            FILE` creates it. Only the owner may have access to the file; a file owned by root may be \
            readable by its group, as in a mounted secret. Keep a copy elsewhere: without the keys, \
            what was encrypted with them cannot be read, and a rebuild gives exposures and \
            notifications other ids.""")
        .add(
            KEYSET,
            ConfigDef.Type.PASSWORD,
            null,
            new Check("a keyset in Tink's JSON format", value -> true),
            """
            The keyset itself, with the content of such a file. A secret: set it in the environment \
            or with a reference, not in a configuration file that others can read.""")
        .text(
            KEYSET_COMMAND,
            "",
            Check.text("a command", s -> s.indexOf('\0') < 0),
            """
            Command that prints the keyset. It runs with `/bin/sh -c`, must finish within 30 s and \
            exit with 0. Use it for a secret manager, or to decrypt a keyset that a key management \
            service encrypted. Tocsin displays the command with the configuration: do not put a \
            secret into it.""");
  }
}
