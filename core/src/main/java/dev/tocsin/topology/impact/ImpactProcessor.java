package dev.tocsin.topology.impact;

import dev.tocsin.domain.AccountChange;
import dev.tocsin.domain.Identity;
import dev.tocsin.domain.ImpactInput;
import dev.tocsin.domain.ImpactOutput;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.PhoneNormalizer;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.state.Schedule;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Adapts the impact stage, {@link ImpactTask}, to Kafka Streams. */
public final class ImpactProcessor implements Processor<String, ImpactInput, String, ImpactOutput> {

  private final TopologySettings settings;
  private final PhoneNormalizer phones;
  private final Identity identity;
  private final Telemetry telemetry;
  private @Nullable ImpactTask task;
  private @Nullable Schedule schedule;

  public ImpactProcessor(
      TopologySettings settings, PhoneNormalizer phones, Identity identity, Telemetry telemetry) {
    this.settings = settings;
    this.phones = phones;
    this.identity = identity;
    this.telemetry = telemetry;
  }

  @Override
  public void init(ProcessorContext<String, ImpactOutput> context) {
    Schedule started = new Schedule(context);
    ImpactTask created = new ImpactTask(context, started, settings, phones, identity, telemetry);
    started.every(settings.notificationInterval(), now -> created.tick());
    task = created;
    schedule = started;
  }

  @Override
  public void process(Record<String, ImpactInput> record) {
    ImpactTask current = Objects.requireNonNull(task);
    current.processed();
    switch (record.value()) {
      case MatchResult result -> current.matched(result);
      case WindowChange change -> current.windowChanged(change);
      case AccountChange change -> current.accountChanged(change);
    }
  }

  @Override
  public void close() {
    if (schedule != null) {
      schedule.end();
    }
    if (task != null) {
      telemetry.taskClosed(task.id());
    }
  }
}
