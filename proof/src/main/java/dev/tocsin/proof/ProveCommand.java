package dev.tocsin.proof;

import dev.tocsin.proof.fault.FaultsCommand;
import dev.tocsin.proof.model.ModelCommand;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the proofs. */
@Command(
    name = "tocsin prove",
    description =
        "Show that the final outputs depend on the inputs alone, and not on their order or on"
            + " faults: compare them with an SQL query over the same inputs.",
    mixinStandardHelpOptions = true,
    subcommands = {ModelCommand.class, FaultsCommand.class})
final class ProveCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "name a proof: model or faults");
  }
}
