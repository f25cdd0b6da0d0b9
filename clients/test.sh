#!/usr/bin/env bash
# Tests Tocsin with third-party clients: starts a broker, a registry and a detector on free ports, runs the
# recipes of docs/clients.md that it can run and two larger scenarios, compares every notification, and
# stops the processes.
#
# Usage: clients/test.sh [RECORDS]     records of the large scenario (default: 100000)
#
# Requires Node 20, npm, curl, Maven and a JDK. Optional: kcat, and Python with confluent_kafka and avro.
# The last line is "clients: N passed, N failed, N skipped". Exits 1 after a failure, 69 if a required
# program is missing.

set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd -P) || exit
records=${1:-100000}

for program in node npm curl mvn; do
  if ! command -v "$program" >/dev/null; then
    echo "clients: $program is missing" >&2
    exit 69
  fi
done
major=$(node -p 'process.versions.node.split(".")[0]')
if ((major < 20)); then
  echo "clients: Node 20 or newer is needed, this is $major" >&2
  exit 69
fi

# The caller's settings must not reach this detector.
for name in $(compgen -e TOCSIN_); do
  case $name in
    TOCSIN_JAVA_HOME | TOCSIN_JAVA_OPTS) ;;
    *) unset "$name" ;;
  esac
done

work=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-clients.XXXXXX") || exit
pids=()
passed=0
failed=0
skipped=0

stop() {
  local index
  # The detector before its broker, so that it can leave the group.
  for ((index = ${#pids[@]} - 1; index >= 0; index--)); do
    kill "${pids[index]}" 2>/dev/null
    wait "${pids[index]}" 2>/dev/null
  done
  rm -rf -- "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Waits until file $2 holds text $3 while process $1 lives.
await() {
  local tries
  for ((tries = 0; tries < 1500; tries++)); do
    grep -q -- "$3" "$2" 2>/dev/null && return 0
    kill -0 "$1" 2>/dev/null || break
    sleep 0.2
  done
  echo "clients: waited in vain for '$3'" >&2
  tail -n 40 "${2%.*}".* >&2
  exit 70
}

# Counts the check named $1 by the state of the command before it.
count() {
  if [[ $2 -eq 0 ]]; then
    passed=$((passed + 1))
    echo "ok $1"
  else
    failed=$((failed + 1))
    echo "not ok $1"
  fi
}

# Runs a program that prints "ok" or "not ok" for each check. A crash without such a line is a failure.
story() {
  local status output=$work/story.out
  "$@" | tee "$output"
  status=${PIPESTATUS[0]}
  passed=$((passed + $(grep -c '^ok ' "$output")))
  local bad
  bad=$(grep -c '^not ok ' "$output")
  [[ $status -ne 0 && $bad -eq 0 ]] && bad=1 && echo "not ok: $* ended with $status"
  failed=$((failed + bad))
}

# Reports that $1 with its $2 checks is skipped because of $3.
skip() {
  skipped=$((skipped + $2))
  echo "clients: SKIPPED $1, $2 checks: $3"
}

# Writes the block of docs/clients.md with the mark $1 to a file of that name.
recipe() {
  awk -v mark="<!-- run: $1 -->" '
    $0 == mark { marked = 1; next }
    marked && /^```/ { if (inside) exit; inside = 1; next }
    inside { print }' "$root/docs/clients.md" >"$work/$1"
  [[ -s $work/$1 ]] || { echo "clients: docs/clients.md has no recipe $1" >&2; exit 70; }
}

(cd "$root/clients/node" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || exit 69
ln -s "$root/clients/node/node_modules" "$work/node_modules"

# Builds Tocsin now, so that no later step waits for the build.
"$root/tocsin" local --help >/dev/null || exit

cd "$work" || exit # here Tocsin does not find a tocsin.properties of the caller
settings=(-c providers=telco,duo,bulk -c providers.duo.format=duo-v2 -c providers.duo.account=fabrikam)

"$root/tocsin" local --port 0 --registry-port 0 --create-topics --data "$work/local" -o json \
  "${settings[@]}" >local.out 2>local.err &
pids+=($!)
await $! local.out registry_url
KAFKA=$(sed 's/.*"bootstrap_servers":"\([^"]*\)".*/\1/' local.out)
REGISTRY=$(sed 's/.*"registry_url":"\([^"]*\)".*/\1/' local.out)
export KAFKA REGISTRY

# The scenarios play in March 2024, which is before the default horizon.
"$root/tocsin" run --bootstrap-servers "$KAFKA" --registry-url "$REGISTRY" "${settings[@]}" \
  -c history.horizon=3650d -c history.encryption=none -c state.dir="$work/state" -c http.port=0 \
  >run.out 2>run.err &
pids+=($!)
await $! run.err Ready

tocsin() {
  "$root/tocsin" "$@" --bootstrap-servers "$KAFKA" --registry-url "$REGISTRY" "${settings[@]}"
}

recipe register.sh
(cd "$root" && sh -eu "$work/register.sh") >register.out
count "recipe: register the contracts with curl" $?

# The contracts that curl and the detector registered exist and are equal.
recipe schemas.sh
ln -s "$root/tocsin" tocsin
TOCSIN_PROVIDERS=telco,bulk sh -eu schemas.sh >schemas.out &&
  grep -q 'all 7 schemas are as they should be' schemas.out &&
  diff <(awk '{ print $1, $2 }' schemas.out | head -n 7) - <<'END'
exists telephony.message-log.telco-value
registered telephony.message-log.bulk-value
exists telephony.account-value
exists exposure.window-value
exists exposure.record-value
exists exposure.notification-value
exists exposure.incident-value
END
count "recipe: register the contracts with Tocsin" $?

story node "$root/clients/node/registry.mjs"

recipe node.mjs
timeout 60 node node.mjs >node.out && sort node.out | diff - <(printf '%s\n' \
  'CREATED ACCOUNT acme null 1' 'CREATED USER acme +12025550123 1')
count "recipe: Node" $?

# Compiles and runs a class of docs/clients.md with only the module schemas and its dependencies.
java_recipe() { # NAME
  recipe "$1.java"
  "$jdk/bin/java" -cp "$java_path" "$1.java" 2>"$1.err" || { tail -n 20 "$1.err"; return 1; }
}

# Checks that file $1, the output of a notifier, has the lines of standard input.
heard() {
  local line
  while IFS= read -r line; do
    grep -Fxq -- "$line" "$1" || { echo "  not told: $line"; return 1; }
  done
}

jdk=$("$root/scripts/find-java.sh") || exit
java_path=$(echo "$root"/schemas/target/tocsin-schemas-*.jar)
(cd "$root" && JAVA_HOME=$jdk mvn -q -B -ntp -pl schemas dependency:build-classpath \
  -DincludeScope=runtime -Dmdep.outputFile="$work/java.path") &&
  java_path=$java_path:$(cat java.path) &&
  java_recipe Provider
count "recipe: Java, a provider" $?
java_recipe Notifier >Notifier.out && heard Notifier.out <<'END'
CREATED USER acme +12025550123 1
CREATED USER acme +12025550167 1
UPDATED ACCOUNT acme null 2
END
count "recipe: Java, a notifier" $?

python=
for candidate in python3 /usr/bin/python3; do
  if "$candidate" -c 'import confluent_kafka, avro.io' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [[ -n $python ]]; then
  recipe client.py
  timeout 120 "$python" client.py >python.out && heard python.out <<'END'
CREATED USER acme +12025550123 1
CREATED USER acme +12025550189 1
END
  count "recipe: Python" $?
else
  skip Python 1 "no python3 has confluent_kafka and avro (Debian: python3-confluent-kafka, python3-avro)"
fi

if command -v kcat >/dev/null; then
  node "$root/clients/node/feeds.mjs" prepare "$work" || failed=$((failed + 1))
  for name in kcat-record.sh kcat-records.sh kcat-json.sh; do
    recipe "$name"
    sh -eu "$name"
    count "recipe: ${name%.sh}" $?
  done
  story node "$root/clients/node/feeds.mjs" check "$work"
else
  skip "kcat and the story of two feeds" 5 "kcat is not installed"
fi

# Ten people through the console tools: lines in, keys and headers out.
mkdir console
if "$root/clients/console/install.sh" "$work/console/bin"; then
  PATH=$work/console/bin:$PATH
  cd console || exit
  printf 'account_id,name\nfabrikam,Feed fabrikam\n' >accounts.csv
  tocsin accounts import accounts.csv >import.out 2>&1 &&
    tocsin window declare --id w-console --incident INC-CONSOLE --title 'Console tools' \
      --became-aware-at 2024-06-01T00:00:00Z --provider duo --from 2024-05-01 --to 2024-05-31 \
      >declare.out 2>&1
  count "console: prepare" $?
  for ((number = 0; number < 30; number++)); do
    printf '{"telephony_id":"c-%d","type":"sms","phone":"+1202555017%d","ts":"2024-05-%02dT10:00:00.000370+00:00"}\n' \
      "$number" $((number % 10)) $((number + 1))
  done >duo.jsonl
  recipe console-json.sh
  sh -eu ../console-json.sh
  count "recipe: console producer" $?
  recipe console-read.sh
  sh -eu ../console-read.sh >read.out 2>read.err
  # Each line: the headers, a tab, the key. ce_id contains the key too, with the revision.
  awk -F '\t' '
    /ce_subject:INC-CONSOLE/ && /notification\.created/ {
      if (index($1, "ce_id:" $2 "-1") == 0) bad++
      if (!seen[$2]++) people++
    }
    END { printf "%d notifications created, %d without their key\n", people, bad; exit people != 11 || bad }
  ' read.out || { head -n 3 read.out; tail -n 5 read.err; false; }
  count "recipe: console consumer" $?
  recipe console-look.sh
  sh -eu ../console-look.sh >look.out 2>look.err
  status=$?
  # The offsets of the topic add up to the sent records, and the group has read all of them.
  pushed=$(cat duo.jsonl ../duo.jsonl 2>/dev/null | wc -l)
  grep -q 'PartitionCount: ' look.out &&
    awk -F : -v pushed="$pushed" '
      /^telephony.message-log.duo:[0-9]+:[0-9]+$/ { sum += $3 } END { exit sum != pushed }' look.out &&
    awk '$1 == "tocsin" && $2 == "telephony.message-log.duo" && $5 > 0 {
        rows++
        behind += ($4 != $5)
      }
      END { exit (rows == 0 || behind > 0) }' look.out &&
    [[ $status -eq 0 ]] || { cat look.out look.err; false; }
  count "recipe: console tools that look" $?
  cd .. || exit
else
  skip "Kafka's console tools" 4 "they cannot be fetched"
fi

story node "$root/clients/node/volume.mjs" "$records"

if command -v kcat >/dev/null; then
  # The number of notifications is the same for librdkafka: each one once.
  recipe kcat-read.sh
  sh -eu kcat-read.sh | sort -u | wc -l >kcat.out
  told=$(tocsin notifications tail --once -o json 2>/dev/null | grep -o '"notification_id":"[^"]*"' | sort -u | wc -l)
  echo "  kcat sees $(cat kcat.out) notifications, tocsin notifications tail $told"
  [[ $told -gt 0 && $(cat kcat.out) -eq $told ]]
  count "recipe: kcat-read" $?
fi

# No record of these clients may become a dead letter.
tocsin dead-letters list -o json >letters.out 2>letters.err
status=$?
if [[ $status -ne 0 || $(tr -d '[:space:]' <letters.out) != '[]' ]]; then
  status=1
  head -n 5 letters.out letters.err
fi
count "no dead letters" "$status"

echo "clients: $passed passed, $failed failed, $skipped skipped"
[[ $failed -eq 0 ]]
