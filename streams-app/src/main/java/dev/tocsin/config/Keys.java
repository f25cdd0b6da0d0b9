package dev.tocsin.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.jspecify.annotations.Nullable;

/** All of Tocsin's keys, in the order of the documentation. */
public final class Keys {

  private static final List<String> ORDERED = new ArrayList<>();
  private static final ConfigDef DEFINITION = define();

  private Keys() {}

  /** The definition of every key; shared, do not modify it. */
  public static ConfigDef definition() {
    return DEFINITION;
  }

  /** The names of all keys in the order of the documentation. */
  public static List<String> names() {
    return List.copyOf(ORDERED);
  }

  private static ConfigDef define() {
    ConfigDef def = new ConfigDef();
    ClusterKeys.define(new Group(def, "Cluster and contracts"));
    DetectionKeys.define(new Group(def, "Detection"));
    EncryptionKeys.define(new Group(def, "Encryption of the history"));
    TopicKeys.define(new Group(def, "Topics"));
    AccessKeys.define(new Group(def, "Access"));
    StreamsKeys.define(new Group(def, "Stream processing"));
    ServiceKeys.define(new Group(def, "Service"));
    return def;
  }

  /** Adds keys to one section of the documentation. */
  static final class Group {
    private final ConfigDef def;
    private final String title;
    private int order;

    private Group(ConfigDef def, String title) {
      this.def = def;
      this.title = title;
    }

    Group add(
        String name,
        ConfigDef.Type type,
        @Nullable Object defaultValue,
        ConfigDef.Validator check,
        String doc) {
      ORDERED.add(name);
      def.define(
          name,
          type,
          defaultValue,
          check,
          Importance.MEDIUM,
          doc.strip(),
          title,
          ++order,
          ConfigDef.Width.MEDIUM,
          name);
      return this;
    }

    Group text(String name, String defaultValue, ConfigDef.Validator check, String doc) {
      return add(name, ConfigDef.Type.STRING, defaultValue, check, doc);
    }

    Group count(String name, int defaultValue, ConfigDef.Validator check, String doc) {
      return add(name, ConfigDef.Type.INT, defaultValue, check, doc);
    }

    Group size(String name, long defaultValue, ConfigDef.Validator check, String doc) {
      return add(name, ConfigDef.Type.LONG, defaultValue, check, doc);
    }

    Group list(String name, List<String> defaultValue, ConfigDef.Validator check, String doc) {
      return add(name, ConfigDef.Type.LIST, defaultValue, check, doc);
    }

    Group time(String name, String defaultValue, Duration min, Duration max, String doc) {
      return add(name, ConfigDef.Type.STRING, defaultValue, Check.duration(min, max), doc);
    }
  }
}
