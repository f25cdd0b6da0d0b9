package dev.tocsin.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Reads a Java properties file in UTF-8 and keeps the line number of each key for error messages,
 * which {@link Properties} does not.
 */
final class PropertiesFile {

  /** A key and its value; {@code line} counts from 1. */
  record Entry(String key, String value, int line) {}

  private PropertiesFile() {}

  static List<Entry> read(Path file) throws IOException {
    return entries(Files.readString(file, StandardCharsets.UTF_8));
  }

  /** Splits the text into logical lines and parses each with {@link Properties}. */
  static List<Entry> entries(String text) throws IOException {
    List<Entry> entries = new ArrayList<>();
    StringBuilder logical = new StringBuilder();
    int start = 1;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (logical.isEmpty()) {
        start = number;
      }
      logical.append(line).append('\n');
      if (!continues(line, start == number)) {
        addTo(entries, logical.toString(), start);
        logical.setLength(0);
      }
    }
    addTo(entries, logical.toString(), start);
    return entries;
  }

  private static void addTo(List<Entry> entries, String logical, int line) throws IOException {
    Properties one = new Properties();
    try {
      one.load(new StringReader(logical));
    } catch (IllegalArgumentException e) {
      throw new IOException("line " + line + ": a \\u must be followed by four hex digits", e);
    }
    for (String key : one.stringPropertyNames()) {
      entries.add(new Entry(key, one.getProperty(key, "").strip(), line));
    }
  }

  /** An odd number of backslashes at the end continues a line, unless it is a comment. */
  private static boolean continues(String line, boolean first) {
    String stripped = line.stripLeading();
    if (first && (stripped.startsWith("#") || stripped.startsWith("!"))) {
      return false;
    }
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
