#!/usr/bin/env bash
# Runs Tocsin on a small workload and stores an AOT cache of the JVM: loaded classes and method profiles.
# With it, run starts faster (docs/deployment.md).
#
# Usage: train.sh DEMO LOCAL    directory with the broker and the registry, from collect.sh

set -euo pipefail
demo=$1
local=$2
work=$(mktemp -d)
export HOME=$work
export TOCSIN_BOOTSTRAP_SERVERS=127.0.0.1:19092
export TOCSIN_SCHEMA_REGISTRY_URL=http://127.0.0.1:18081/apis/ccompat/v7
export TOCSIN_TOPICS_REPLICATION_FACTOR=1
export TOCSIN_HISTORY_HORIZON=36500d
export TOCSIN_HISTORY_KEYSET_FILE=$work/keyset.json
export TOCSIN_STATE_DIR=$work/state
export TOCSIN_HTTP_HOST=127.0.0.1
export TOCSIN_HTTP_PORT=18080

tocsin=/opt/tocsin/bin/tocsin
cache=/opt/tocsin/tocsin.aot
pids=()
cleanup() {
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap cleanup EXIT

# await PID FILE TEXT: waits until the file contains the text.
await() {
  for _ in $(seq 600); do
    grep -q -- "$3" "$2" 2>/dev/null && return 0
    kill -0 "$1" 2>/dev/null || break
    sleep 0.2
  done
  echo "train: waited in vain for '$3'" >&2
  tail -n 40 "$2" >&2
  exit 1
}

"${JAVA_HOME:?}/bin/java" -Xmx512m --enable-native-access=ALL-UNNAMED \
  -Dtocsin.local.apicurio="$local/apicurio" -cp "/opt/tocsin/lib/*:$demo/lib/*" \
  dev.tocsin.demo.Main local --port 19092 --registry-port 18081 >"$work/local.log" 2>&1 &
pids+=($!)
await $! "$work/local.log" 'Ctrl-C ends both'

"$tocsin" keyset create --out "$work/keyset.json"
"$tocsin" topics create >/dev/null
TOCSIN_JAVA_OPTS="-XX:AOTCacheOutput=$cache" "$tocsin" run >"$work/run.log" 2>&1 &
run=$!
pids+=("$run")
await "$run" "$work/run.log" 'Ready.'

# A small month: live records, a window over the past, its result, a revision.
for i in $(seq 4000); do
  printf '{"log_id":"m-%d","account_id":"a-%d","phone":"+1202555%04d","channel":"%s","sent_at":"2024-03-%02dT10:%02d:00Z","message_type":"authentication","carrier":"one","country":"US","state":"NY"}\n' \
    "$i" $((i % 50)) $((i % 10000)) "$([ $((i % 3)) = 0 ] && echo VOICE || echo SMS)" $((i % 28 + 1)) $((i % 60))
done >"$work/logs.jsonl"
{
  echo account_id,name,contact
  for i in $(seq 0 49); do echo "a-$i,Account $i,soc@a-$i.example"; done
} >"$work/accounts.csv"
"$tocsin" accounts import "$work/accounts.csv" >/dev/null
"$tocsin" logs import "$work/logs.jsonl" --provider duo >/dev/null
"$tocsin" window declare --id w-1 --incident INC-1 --title 'Message logs downloaded' \
  --became-aware-at 2024-04-01T09:00:00Z --provider duo --from 2024-03-01 --to 2024-03-31 >/dev/null
for _ in $(seq 100); do
  "$tocsin" incident show INC-1 2>/dev/null | grep -q COMPLETE && break
  sleep 0.5
done
"$tocsin" incident show INC-1 | grep -q COMPLETE
"$tocsin" window revise w-1 --to 2024-03-20 >/dev/null
"$tocsin" logs import "$work/logs.jsonl" --provider duo >/dev/null
/opt/tocsin/bin/healthcheck /readyz
exec 3<>/dev/tcp/127.0.0.1/18080
printf 'GET /metrics HTTP/1.0\r\n\r\n' >&3
grep -q tocsin_inbound_records_total <&3

kill -TERM "$run"
wait "$run"
if [ ! -s "$cache" ]; then
  echo "train: the JVM left no cache" >&2
  tail -n 40 "$work/run.log" >&2
  exit 1
fi
chmod 0644 "$cache"
