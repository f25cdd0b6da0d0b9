package dev.tocsin.proof.model;

import dev.tocsin.cli.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Tells random stories to the detector's tasks. */
@Command(name = "model", mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class ModelCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
