package dev.tocsin.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The order in which settings are listed: as documented, then what passes through by name. */
final class SettingsOrder {

  private SettingsOrder() {}

  static List<Setting> of(Map<String, Setting> settings) {
    Map<String, Setting> rest = new TreeMap<>(settings);
    List<Setting> ordered = new ArrayList<>();
    for (String key : Keys.names()) {
      Setting setting = rest.remove(key);
      if (setting != null) {
        ordered.add(setting);
      }
    }
    ordered.addAll(rest.values());
    return ordered;
  }
}
