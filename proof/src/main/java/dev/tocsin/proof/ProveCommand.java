package dev.tocsin.proof;

import dev.tocsin.cli.Version;
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
        "Show that the output is a function of the sets of inputs: against a batch over the same"
            + " inputs, under every order and under faults.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {ModelCommand.class, FaultsCommand.class})
final class ProveCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "say what to prove");
  }
}
