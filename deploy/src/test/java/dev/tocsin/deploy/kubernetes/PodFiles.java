package dev.tocsin.deploy.kubernetes;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files that a pod finds, made in a directory of a test, and the configuration from there. */
final class PodFiles {

  /** What docs/kubernetes.md has the installer put into the secrets, by name of the secret. */
  private static final Map<String, Map<String, String>> SECRETS =
      Map.of(
          "tocsin-keyset",
          Map.of("keyset.json", HistoryKeyset.generate().toJson()),
          "tocsin-kafka",
          Map.of(
              "sasl.jaas.config",
              "org.apache.kafka.common.security.scram.ScramLoginModule required"
                  + " username=\"tocsin\" password=\"a-password\";\n",
              "ca.crt",
              AuthorityCertificate.AUTHORITY),
          "tocsin-registry",
          Map.of("user-info", "tocsin:a-password\n", "ca.crt", AuthorityCertificate.AUTHORITY));

  private static final String CONFIGURATION = "/etc/tocsin";
  private static final String STATE = "/var/lib/tocsin";

  private final Path root;

  PodFiles(Path root) {
    this.root = root;
  }

  /** A path of the pod. */
  Path path(String inPod) {
    return root.resolve(inPod.substring(1));
  }

  /** A text that names paths of the pod. */
  String localized(String text) {
    return text.replace(CONFIGURATION, root + CONFIGURATION).replace(STATE, root + STATE);
  }

  /** Mounts a secret as the installer made it. */
  void mountSecret(String name, String mountPath) {
    Map<String, String> content = SECRETS.get(name);
    if (content == null) {
      throw new IllegalArgumentException("docs/kubernetes.md has no secret " + name);
    }
    content.forEach((key, value) -> write(mountPath + "/" + key, value));
  }

  void write(String inPod, String content) {
    Path file = path(inPod);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Loads the configuration with the loader that Tocsin uses.
   *
   * @param environment the container's variables
   * @param file configuration file; null when a variable names it
   */
  TocsinConfig load(Map<String, String> environment, @Nullable Path file) {
    Map<String, String> here = new TreeMap<>();
    environment.forEach((name, value) -> here.put(name, localized(value)));
    return TocsinConfig.load(new Sources(Map.of(), here, file, null));
  }

  /** The configuration of an overlay, loaded from its file, with the secrets at their places. */
  static TocsinConfig overlay(String name, Path root) {
    PodFiles files = new PodFiles(root);
    files.mountSecret("tocsin-kafka", CONFIGURATION + "/kafka");
    files.mountSecret("tocsin-registry", CONFIGURATION + "/registry");
    Path properties =
        Checkout.KUBERNETES.resolve("overlays").resolve(name).resolve("tocsin.properties");
    String inPod = CONFIGURATION + "/config/tocsin.properties";
    files.write(inPod, files.localized(Checkout.read(properties)));
    return files.load(Map.of(), files.path(inPod));
  }
}
