package dev.tocsin.cli.notifications;

import picocli.CommandLine.Command;

/** Everything about notifications. */
@Command(
    name = "notifications",
    description = "Watch what the notifier is told.",
    footer = "  tocsin notifications tail",
    subcommands = {TailCommand.class})
public final class NotificationsCommand {}
