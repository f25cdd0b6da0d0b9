package dev.tocsin.deploy.containers;

import dev.tocsin.testkit.Checkout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One cluster and one image for all tests of a process; aborts them where no engine answers. Test
 * classes run in several processes, but only one at a time has containers: each is as much as two
 * cores can carry, and one build of the image is enough, because the next ones find its layers.
 */
final class ContainersExtension implements BeforeAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(ContainersExtension.class);
  private static final Path LOCK = Checkout.ROOT.resolve("deploy/target/containers.lock");

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Engine.require();
    Files.createDirectories(LOCK.getParent());
    FileChannel file = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    // Closed with the class, which unlocks it.
    context.getStore(NAMESPACE).put(LOCK, file);
    file.lock();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == ContainerCluster.class || type == TocsinImage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
    return parameter.getParameter().getType() == ContainerCluster.class
        ? store.computeIfAbsent(
            ContainerCluster.class, key -> ContainerCluster.start(), ContainerCluster.class)
        : store.computeIfAbsent(TocsinImage.class, key -> TocsinImage.build(), TocsinImage.class);
  }
}
