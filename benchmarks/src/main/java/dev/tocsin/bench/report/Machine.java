package dev.tocsin.bench.report;

import dev.tocsin.bench.child.ClassPaths;
import dev.tocsin.ops.BuildVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.internals.AppInfoParser;

/** Where it was measured, and what. */
public final class Machine {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");

  private Machine() {}

  /** Hardware and operating system. */
  public static Map<String, String> describe() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("processor", line(CPU_INFO, "model name"));
    facts.put("memory", line(MEMORY, "MemTotal"));
    facts.put(
        "os",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    facts.put(
        "jdk", System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
    return facts;
  }

  /** What runs on it. */
  public static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("tocsin", BuildVersion.current());
    versions.put("kafka", AppInfoParser.getVersion());
    versions.put("flink", ClassPaths.flinkVersion());
    return versions;
  }

  private static String line(Path file, String name) {
    if (!Files.isReadable(file)) {
      return "unknown";
    }
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
