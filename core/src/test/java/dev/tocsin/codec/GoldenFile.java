package dev.tocsin.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The golden file of the codecs: for each state format the versions of all codecs, and for each
 * codec values and the bytes that some release wrote for them. Entries are only ever added: with
 * {@code -Dtocsin.golden=write} the current ones are, if they are missing.
 */
final class GoldenFile {

  private static final Path FILE = Path.of("src/test/resources/codecs.golden");

  /**
   * A value and its bytes.
   *
   * @param title codec, version and variant
   * @param fields of the value, by their paths
   */
  record Entry(String title, SortedMap<String, String> fields, byte[] bytes) {

    String name() {
      return title.replaceFirst(" v\\d+, .*", "");
    }

    @Override
    public String toString() {
      return title;
    }

    private String text() {
      String shown =
          fields.entrySet().stream()
              .map(field -> field.getKey() + "=" + field.getValue())
              .collect(Collectors.joining("; "));
      return "[%s]%n%s%n%s%n".formatted(title, shown, HexFormat.of().formatHex(bytes));
    }
  }

  private GoldenFile() {}

  static boolean isToBeWritten() {
    return "write".equals(System.getProperty("tocsin.golden"));
  }

  /** The versions of all codecs, by state format. */
  static Map<String, String> formats() throws IOException {
    Map<String, String> formats = new TreeMap<>();
    for (String line : lines()) {
      if (line.startsWith("state format ")) {
        formats.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
      }
    }
    return formats;
  }

  static List<Entry> entries() throws IOException {
    List<String> lines = lines();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("[")) {
        SortedMap<String, String> fields = new TreeMap<>();
        for (String field : lines.get(i + 1).split("; ")) {
          String[] sides = field.split("=", 2);
          fields.put(sides[0], sides[1]);
        }
        String title = lines.get(i).substring(1, lines.get(i).length() - 1);
        entries.add(new Entry(title, fields, HexFormat.of().parseHex(lines.get(i + 2))));
      }
    }
    return entries;
  }

  static void addFormat(String format, String versions) throws IOException {
    if (!formats().containsKey(format)) {
      List<String> all = new ArrayList<>(List.of(format + ": " + versions));
      all.addAll(lines());
      Files.write(FILE, all);
    }
  }

  static void add(Entry entry) throws IOException {
    if (entries().stream().noneMatch(known -> known.text().equals(entry.text()))) {
      Files.writeString(
          FILE,
          String.join("\n", lines()) + "\n" + entry.text(),
          java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static List<String> lines() throws IOException {
    return Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();
  }
}
