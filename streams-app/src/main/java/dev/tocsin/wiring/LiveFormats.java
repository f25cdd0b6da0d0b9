package dev.tocsin.wiring;

import dev.tocsin.config.ProviderFormat;
import dev.tocsin.ingest.format.LogFormat;
import dev.tocsin.ingest.format.LogFormats;
import java.util.List;

/** Lists the formats that a provider may write into its topic, for the configuration. */
public final class LiveFormats implements ProviderFormat.Catalog {

  @Override
  public List<ProviderFormat> formats() {
    return LogFormats.all().stream()
        .filter(format -> format.layout() == LogFormat.Layout.JSON)
        .map(format -> new ProviderFormat(format.id(), format.needsAccount(), format.needsZone()))
        .toList();
  }
}
