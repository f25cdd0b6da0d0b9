package dev.tocsin.config;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What the configuration has to know of a format in which a provider may write log records. {@link
 * ServiceLoader} finds the installed formats, so that the configuration does not depend on their
 * decoders.
 *
 * @param id value of {@code providers.NAME.format}, for example {@code duo-v2}
 * @param needsAccount whether records have no account, so that the configuration must name it
 * @param needsZone whether times have no offset, so that the configuration must name the time zone
 */
public record ProviderFormat(String id, boolean needsAccount, boolean needsZone) {

  /** Lists the formats that can be read from a topic. */
  public interface Catalog {

    /** In the order of the documentation. */
    List<ProviderFormat> formats();
  }

  private static final List<ProviderFormat> INSTALLED =
      ServiceLoader.load(Catalog.class, ProviderFormat.class.getClassLoader()).stream()
          .flatMap(catalog -> catalog.get().formats().stream())
          .toList();

  static List<ProviderFormat> installed() {
    return INSTALLED;
  }

  static Optional<ProviderFormat> byId(String id) {
    return INSTALLED.stream().filter(format -> format.id().equals(id)).findFirst();
  }
}
