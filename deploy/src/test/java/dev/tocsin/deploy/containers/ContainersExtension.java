package dev.tocsin.deploy.containers;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One cluster and one image for all tests of a run; aborts them where no engine answers. */
final class ContainersExtension implements BeforeAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(ContainersExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    Engine.require();
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
