package dev.tocsin.bench.suite;

import dev.tocsin.bench.child.ClientSettings;
import dev.tocsin.bench.cluster.BenchCluster;
import dev.tocsin.bench.cluster.DetectorSettings;
import dev.tocsin.bench.contender.Contender;
import dev.tocsin.bench.contender.WrongOutputException;
import dev.tocsin.bench.report.BenchReport;
import dev.tocsin.bench.report.Figure;
import dev.tocsin.bench.report.Machine;
import dev.tocsin.bench.workload.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Several benchmarks, one after the other on one cluster. */
public final class Series {

  private static final String ALL = "all";

  private final Set<Kind> kinds = new LinkedHashSet<>();
  private final Options options;
  private final List<Contender> contenders;

  /**
   * How to run them.
   *
   * @param records of each run; null for each benchmark's own default
   * @param rounds null for the default
   * @param quick whether to make the defaults small
   * @param contenders of live, besides the floor and the detector; null for all
   * @param detector keys of the detector's configuration that differ from its defaults
   * @param jvm options of the detector's JVM that differ from its defaults
   * @param workDir where data and logs stay; null for a temporary directory
   */
  public record Options(
      @Nullable Integer records,
      @Nullable Integer rounds,
      boolean quick,
      long seed,
      @Nullable List<String> contenders,
      Map<String, String> detector,
      List<String> jvm,
      @Nullable Path workDir) {}

  /** A benchmark and how large it is: records by default, and when it has to be quick. */
  private enum Kind {
    LIVE(2_000_000, 1_000_000),
    WINDOWS(1_000_000, 600_000),
    RETRO(20_000_000, 2_000_000),
    SCAN(5_000_000, 2_000_000),
    RESTORE(5_000_000, 2_000_000),
    RECOVERY(5_000_000, 1_000_000),
    FLAGGED(500_000, 200_000),
    LATENCY(1_000_000, 300_000),
    MEMORY(3_000_000, 240_000),
    FEEDS(1_000_000, 300_000),
    PROFILE(2_000_000, 400_000);

    private final int records;
    private final int quickRecords;

    Kind(int records, int quickRecords) {
      this.records = records;
      this.quickRecords = quickRecords;
    }

    /** Those that measure the detector against something; a profile only explains. */
    static Set<Kind> withGoals() {
      return EnumSet.complementOf(EnumSet.of(PROFILE));
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    private Scale scale(Options options) {
      int standard = options.quick() ? quickRecords : records;
      int standardRounds = options.quick() ? 1 : 3;
      return new Scale(
          Objects.requireNonNullElse(options.records(), standard),
          Objects.requireNonNullElse(options.rounds(), standardRounds));
    }
  }

  /** The names on the command line. */
  public static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(Stream.of(Kind.values()).map(Kind::label), Stream.of(ALL)).iterator();
    }
  }

  /**
   * Plans a series.
   *
   * @param names of benchmarks, or {@code all}
   * @throws IllegalArgumentException when a name, a number or a setting cannot be used
   */
  public Series(List<String> names, Options options) {
    this.options = options;
    for (String name : names) {
      kinds.addAll(name.equals(ALL) ? Kind.withGoals() : List.of(kind(name)));
    }
    this.contenders = contenders(options);
    // Errors are reported before an hour is spent.
    kinds.forEach(kind -> kind.scale(options));
    DetectorSettings.check(options.detector());
    options.jvm().stream()
        .filter(option -> !option.startsWith("-"))
        .findFirst()
        .ifPresent(
            option -> {
              throw new IllegalArgumentException(
                  "--jvm " + option + ": an option of the JVM begins with '-'");
            });
  }

  /** Runs all of them. */
  public BenchReport run(PrintWriter progress) throws IOException, InterruptedException {
    WorkDirectory directory = WorkDirectory.make(options.workDir());
    List<Figure> figures = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    try (BenchCluster cluster =
        BenchCluster.start(directory.path(), options.detector(), options.jvm())) {
      long now = System.currentTimeMillis();
      for (Kind kind : kinds) {
        Scale scale = kind.scale(options);
        Workload workload = Workload.ofLastMonth(options.seed(), scale.records(), now);
        Arena arena =
            new Arena(cluster, scale, workload, options.quick(), directory.stays(), progress);
        arena.say("%s: %,d records, %d rounds", kind.label(), scale.records(), scale.rounds());
        try {
          figures.addAll(benchmark(kind).run(arena));
        } catch (WrongOutputException | TooSmallException e) {
          String refusal = kind.label() + ": " + e.getMessage();
          refusals.add(refusal);
          arena.say("REFUSED: %s", refusal);
        }
      }
    } catch (RuntimeException e) {
      directory.keep();
      throw e;
    }
    directory.close();
    return new BenchReport(Machine.describe(), Machine.versions(), settings(), figures, refusals);
  }

  private Benchmark benchmark(Kind kind) {
    return switch (kind) {
      case LIVE -> new LiveBenchmark(contenders);
      case WINDOWS -> new WindowsBenchmark();
      case RETRO -> new RetroBenchmark();
      case SCAN -> new ScanBenchmark();
      case RESTORE -> new RestoreBenchmark();
      case RECOVERY -> new RecoveryBenchmark();
      case FLAGGED -> new FlaggedBenchmark();
      case LATENCY -> new LatencyBenchmark();
      case MEMORY -> new MemoryBenchmark();
      case FEEDS -> new FeedsBenchmark();
      case PROFILE -> new ProfileBenchmark();
    };
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("seed", Long.toString(options.seed()));
    settings.put("quick", Boolean.toString(options.quick()));
    settings.put("accounts", Integer.toString(Workload.ACCOUNTS));
    settings.put("partitions", Integer.toString(DetectorSettings.PARTITIONS));
    settings.put("broker", "heap " + BenchCluster.HEAP_MIB + " MiB");
    for (Kind kind : kinds) {
      Scale scale = kind.scale(options);
      settings.put(kind.label(), scale.records() + " records, " + scale.rounds() + " rounds");
    }
    contenders.forEach(contender -> settings.put(contender.label(), contender.settings()));
    settings.putAll(new TreeMap<>(ClientSettings.described()));
    new TreeMap<>(options.detector()).forEach((key, value) -> settings.put("set " + key, value));
    if (!options.jvm().isEmpty()) {
      settings.put("jvm of tocsin", String.join(" ", options.jvm()));
    }
    return settings;
  }

  private static Kind kind(String name) {
    return Stream.of(Kind.values())
        .filter(kind -> kind.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no benchmark '"
                        + name
                        + "'; there are "
                        + Stream.of(Kind.values())
                            .map(Kind::label)
                            .collect(Collectors.joining(", "))
                        + " and all"));
  }

  private static List<Contender> contenders(Options options) {
    List<Contender> all = LiveBenchmark.available(options.quick());
    List<String> wanted = options.contenders();
    if (wanted == null) {
      return all;
    }
    Set<String> known =
        Stream.of(Contender.values()).map(Contender::label).collect(Collectors.toSet());
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "there is no contender '" + name + "'; there are " + String.join(", ", known));
      }
    }
    return Stream.of(Contender.values())
        .filter(
            contender ->
                contender == Contender.FLOOR
                    || contender == Contender.TOCSIN
                    || wanted.contains(contender.label()))
        .toList();
  }
}
