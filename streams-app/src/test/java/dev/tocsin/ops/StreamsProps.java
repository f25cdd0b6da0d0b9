package dev.tocsin.ops;

import dev.tocsin.config.TocsinConfig;
import java.util.Map;

/** The properties with which a detector starts Kafka Streams, for tests of other packages. */
public final class StreamsProps {

  private StreamsProps() {}

  public static Map<String, Object> of(TocsinConfig config) {
    return StreamsRunner.props(config);
  }
}
