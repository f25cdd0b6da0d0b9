package dev.tocsin.deploy.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate of an authority, generated with the JDK's keytool for each run. */
final class AuthorityCertificate {

  /** PEM, as in the secret of a cluster's authority. */
  static final String AUTHORITY = authority();

  private static final String STORE_PASSWORD = "changeit";

  private AuthorityCertificate() {}

  private static String authority() {
    try {
      Path directory = Files.createTempDirectory("certificates");
      Path store = directory.resolve("store.p12");
      Path pem = directory.resolve("ca.crt");
      keytool(
          store,
          List.of(
              "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=ca", "-ext", "bc:c"));
      keytool(store, List.of("-exportcert", "-rfc", "-alias", "ca", "-file", pem.toString()));
      String text = Files.readString(pem);
      Files.delete(store);
      Files.delete(pem);
      Files.delete(directory);
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void keytool(Path store, List<String> arguments) throws IOException {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", STORE_PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("keytool failed: " + arguments);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
