package dev.tocsin.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;

/** Lists the commands of the root by purpose. */
final class CommandGroups implements IHelpSectionRenderer {

  private static final int INDENT = 2;
  private static final int NAME_WIDTH = 18;

  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("Try it out", List.of("demo", "local"));
    GROUPS.put(
        "Prepare and run", List.of("keyset", "topics", "schemas", "run", "config", "topology"));
    GROUPS.put("Import", List.of("logs", "accounts", "dead-letters"));
    GROUPS.put("Respond", List.of("window", "incident", "notifications"));
  }

  @Override
  public String render(Help help) {
    Map<String, Help> commands = new LinkedHashMap<>(help.subcommands());
    StringBuilder text = new StringBuilder();
    GROUPS.forEach(
        (title, names) -> {
          List<Help> group = new ArrayList<>();
          for (String name : names) {
            Help command = commands.remove(name);
            if (command != null) {
              group.add(command);
            }
          }
          append(text, help, title, group);
        });
    append(text, help, "Other", List.copyOf(commands.values()));
    return text.toString();
  }

  private static void append(StringBuilder text, Help help, String title, List<Help> group) {
    if (group.isEmpty()) {
      return;
    }
    int width = help.commandSpec().usageMessage().width();
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(NAME_WIDTH, INDENT, Column.Overflow.SPAN),
            new Column(width - NAME_WIDTH, 0, Column.Overflow.WRAP));
    for (Help command : group) {
      String[] description = command.commandSpec().usageMessage().description();
      table.addRowValues(
          command.colorScheme().commandText(command.commandSpec().name()),
          command.colorScheme().text(description.length == 0 ? "" : description[0]));
    }
    text.append(CommandLine.Help.Ansi.AUTO.string(title + ":")).append('\n').append(table);
  }
}
