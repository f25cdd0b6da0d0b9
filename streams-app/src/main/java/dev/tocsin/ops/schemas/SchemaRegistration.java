package dev.tocsin.ops.schemas;

import dev.tocsin.registry.CompatibilityLevel;
import dev.tocsin.registry.SchemaRefusedException;
import dev.tocsin.registry.SchemaRegistryClient;
import dev.tocsin.registry.UnusableSchemaException;
import dev.tocsin.serde.Contracts;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Registers the schemas that are missing, and sets the compatibility of their subjects. */
public final class SchemaRegistration {

  /** What became of a planned schema. */
  public enum Action {
    REGISTERED,
    WOULD_REGISTER,
    EXISTS,
    REFUSED
  }

  /**
   * A planned schema and what became of it.
   *
   * @param id the schema's id; empty when it has none yet
   * @param before the subject's compatibility as it was; null when it was not asked for
   * @param after the subject's compatibility as it is now, or would be
   * @param problem why it was refused; null when it was not
   */
  public record Result(
      PlannedSchema schema,
      Action action,
      OptionalInt id,
      @Nullable CompatibilityLevel before,
      @Nullable CompatibilityLevel after,
      @Nullable String problem) {}

  private final SchemaRegistryClient registry;
  private final boolean dryRun;
  private final boolean keepCompatibility;

  /**
   * Does nothing yet.
   *
   * @param dryRun whether to only tell what would be done
   * @param keepCompatibility whether to leave the subjects' compatibility as it is
   */
  public SchemaRegistration(
      SchemaRegistryClient registry, boolean dryRun, boolean keepCompatibility) {
    this.registry = registry;
    this.dryRun = dryRun;
    this.keepCompatibility = keepCompatibility;
  }

  /**
   * Registers what is missing. Running it twice, or twice at once, does no harm; one that is
   * refused does not hold up the others.
   *
   * @throws dev.tocsin.registry.RegistryException when the registry does not answer, or turns this
   *     client away
   */
  public List<Result> run(List<PlannedSchema> plan) {
    return plan.stream().map(this::register).toList();
  }

  private Result register(PlannedSchema planned) {
    SchemaState state;
    try {
      state = SchemaState.read(registry, planned);
    } catch (UnusableSchemaException e) {
      return refused(planned, null, String.valueOf(e.getMessage()));
    }
    if (state.id().isEmpty() && state.clash().isPresent()) {
      // The registry may be set to let it in, and the topic's records would not be readable by all.
      return refused(
          planned,
          state.compatibility(),
          "version %d, which somebody registered, is not %s compatible with the contract"
              .formatted(state.clash().get().version(), Contracts.COMPATIBILITY));
    }
    CompatibilityLevel wanted = keepCompatibility ? state.compatibility() : Contracts.COMPATIBILITY;
    Action action = action(state);
    OptionalInt id = state.id();
    if (!dryRun) {
      try {
        id =
            OptionalInt.of(
                registry.register(planned.subject(), planned.contract().schema(), false));
      } catch (SchemaRefusedException e) {
        return refused(planned, state.compatibility(), String.valueOf(e.getMessage()));
      }
      // Afterwards: not every registry takes the compatibility of a subject without versions.
      if (wanted != state.compatibility()) {
        registry.setCompatibility(planned.subject(), wanted);
      }
    }
    return new Result(planned, action, id, state.compatibility(), wanted, null);
  }

  private Action action(SchemaState state) {
    if (state.id().isPresent()) {
      return Action.EXISTS;
    }
    return dryRun ? Action.WOULD_REGISTER : Action.REGISTERED;
  }

  private static Result refused(
      PlannedSchema planned, @Nullable CompatibilityLevel level, String problem) {
    return new Result(planned, Action.REFUSED, OptionalInt.empty(), level, level, problem);
  }
}
