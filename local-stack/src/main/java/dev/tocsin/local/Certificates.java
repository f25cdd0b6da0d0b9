package dev.tocsin.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority of its own and what it signed, made where and when it is needed, with the
 * JDK's keytool. Nothing of it is worth keeping: a directory, a password of random, days of life.
 */
public final class Certificates {

  private static final String STORE_TYPE = "PKCS12";
  private static final String AUTHORITY = "authority";
  private static final long LONGEST_KEYTOOL_SECONDS = 60;

  /** Where everything listens, by name and by address. */
  private static final String HERE = "SAN=dns:localhost,ip:" + Ports.HOST;

  private final Path directory;
  private final String password = Passwords.random();
  private int issued;

  private Certificates(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes an authority in a directory, which is made when it is missing.
   *
   * @throws LocalStackException when keytool is not there or fails; the message says how to fix it
   */
  public static Certificates in(Path directory) {
    Certificates made = new Certificates(directory);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new LocalStackException(
          "The directory " + directory + " for certificates cannot be made: " + e.getMessage(), e);
    }
    made.keytool(AUTHORITY, "CN=Local authority", "-validity", "30", "-ext", "bc:c=ca:true");
    made.writeTrust();
    return made;
  }

  /**
   * Signs a certificate for a client or a server on this machine.
   *
   * @param distinguishedName such as {@code CN=tocsin,O=Example}
   * @return client settings that show it, and that trust this authority
   */
  public Map<String, String> issue(String distinguishedName) {
    return sign(distinguishedName, "-startdate", "-1H", "-validity", "2");
  }

  /** Signs a certificate that ran out yesterday. */
  public Map<String, String> issueExpired(String distinguishedName) {
    return sign(distinguishedName, "-startdate", "-3d", "-validity", "2");
  }

  /** Client settings that trust this authority and show nothing. */
  public Map<String, String> trust() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("ssl.truststore.type", STORE_TYPE);
    settings.put("ssl.truststore.location", trustStore().toString());
    settings.put("ssl.truststore.password", password);
    return settings;
  }

  /** For a client in Java that trusts this authority. */
  SSLContext trustingContext() {
    try (InputStream in = Files.newInputStream(trustStore())) {
      KeyStore trusted = KeyStore.getInstance(STORE_TYPE);
      trusted.load(in, password.toCharArray());
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new LocalStackException("The key store " + trustStore() + " cannot be read: " + e, e);
    }
  }

  private synchronized Map<String, String> sign(String distinguishedName, String... life) {
    String alias = "issued-" + ++issued;
    List<String> options = new ArrayList<>(List.of("-signer", AUTHORITY, "-ext", HERE));
    options.addAll(List.of(life));
    keytool(alias, distinguishedName, options.toArray(String[]::new));
    Path store = directory.resolve(alias + ".p12");
    writeKey(alias, store);
    Map<String, String> settings = trust();
    settings.put("ssl.keystore.type", STORE_TYPE);
    settings.put("ssl.keystore.location", store.toString());
    settings.put("ssl.keystore.password", password);
    settings.put("ssl.key.password", password);
    return settings;
  }

  private Path authorityStore() {
    return directory.resolve("authority.p12");
  }

  private Path trustStore() {
    return directory.resolve("trust.p12");
  }

  /** The key and its certificates alone: the authority's key stays out. */
  private void writeKey(String alias, Path target) {
    write(
        target,
        (from, to) -> {
          Certificate[] chain = from.getCertificateChain(alias);
          to.setKeyEntry(
              alias, from.getKey(alias, password.toCharArray()), password.toCharArray(), chain);
        });
  }

  private void writeTrust() {
    write(
        trustStore(),
        (from, to) -> to.setCertificateEntry(AUTHORITY, from.getCertificate(AUTHORITY)));
  }

  /** Takes something over from one store to another. */
  private interface Transfer {
    void run(KeyStore from, KeyStore to) throws GeneralSecurityException;
  }

  private void write(Path target, Transfer transfer) {
    try (InputStream in = Files.newInputStream(authorityStore());
        OutputStream out = Files.newOutputStream(target)) {
      KeyStore from = KeyStore.getInstance(STORE_TYPE);
      from.load(in, password.toCharArray());
      KeyStore to = KeyStore.getInstance(STORE_TYPE);
      to.load(null, null);
      transfer.run(from, to);
      to.store(out, password.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      throw new LocalStackException("The key store " + target + " cannot be written: " + e, e);
    }
  }

  private void keytool(String alias, String distinguishedName, String... more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-alias", alias, "-dname", distinguishedName));
    command.addAll(List.of("-storetype", STORE_TYPE, "-keystore", authorityStore().toString()));
    // Neither on the command line, where others see it, nor in a file.
    command.addAll(List.of("-storepass:env", "STORE_PASSWORD"));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("STORE_PASSWORD", password);
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LONGEST_KEYTOOL_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw failed("did not end in time", null);
      }
      if (process.exitValue() != 0) {
        throw failed("ended with " + process.exitValue() + ": " + said.strip(), null);
      }
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted", e);
    }
  }

  private LocalStackException failed(String why, @Nullable Exception cause) {
    return new LocalStackException(
        "keytool, which makes certificates in "
            + directory
            + ", "
            + why
            + ". It is part of the JDK; check the directory's permissions and the free space.",
        cause);
  }
}
