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

  /** The outcome for a planned schema. */
  public enum Action {
    REGISTERED,
    WOULD_REGISTER,
    EXISTS,
    REFUSED
  }

  /**
   * A planned schema and the outcome.
   *
   * @param id the schema's id; empty when it is not registered
   * @param before the previous compatibility of the subject; null when it was not read
   * @param after the compatibility of the subject now, or after the registration
   * @param problem why it was rejected; null when it was not
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
   * @param dryRun whether to only report what would be done
   * @param keepCompatibility whether to keep the compatibility of the subjects
   */
  public SchemaRegistration(
      SchemaRegistryClient registry, boolean dryRun, boolean keepCompatibility) {
    this.registry = registry;
    this.dryRun = dryRun;
    this.keepCompatibility = keepCompatibility;
  }

  /**
   * Registers missing schemas. It is safe to run it repeatedly or concurrently; a rejected schema
   * does not affect the others.
   *
   * @throws dev.tocsin.registry.RegistryException when the registry does not answer or rejects this
   *     client
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
      // Even if the registry accepted it, some consumers could not read the topic's records.
      return refused(
          planned,
          state.compatibility(),
          "version %d of the subject is not %s compatible with the contract"
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
      // After the registration: some registries reject the compatibility of a subject without
      // versions.
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
