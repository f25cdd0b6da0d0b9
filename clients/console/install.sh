#!/usr/bin/env bash
# Puts Kafka's console tools into a directory, under the names that Kafka's distribution gives them.
#
# Usage: clients/console/install.sh DIR
#
# The jars come from Maven, not from a distribution: the same code, and only the tools that
# docs/clients.md uses. Exits 69 when Maven or a JDK is missing or the jars cannot be had.

set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
directory=$1
mkdir -p "$directory"

JAVA_HOME=$("$here/../../scripts/find-java.sh") || exit 69
export JAVA_HOME
if ! command -v mvn >/dev/null; then
  echo "clients: Maven is missing: it fetches Kafka's console tools" >&2
  exit 69
fi
mvn -q -B -ntp -f "$here/pom.xml" dependency:copy-dependencies \
  -DincludeScope=runtime -DoutputDirectory="$directory/lib" || exit 69

tool() { # NAME CLASS
  cat >"$directory/$1" <<END
#!/bin/sh
exec "$JAVA_HOME/bin/java" -Xmx256m -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \\
  -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$directory/lib/*" $2 "\$@"
END
  chmod +x "$directory/$1"
}

tool kafka-console-producer.sh org.apache.kafka.tools.ConsoleProducer
tool kafka-console-consumer.sh org.apache.kafka.tools.consumer.ConsoleConsumer
tool kafka-topics.sh org.apache.kafka.tools.TopicCommand
tool kafka-get-offsets.sh org.apache.kafka.tools.GetOffsetShell
tool kafka-consumer-groups.sh org.apache.kafka.tools.consumer.group.ConsumerGroupCommand
