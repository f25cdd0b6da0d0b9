#!/usr/bin/env bash
# Tests Tocsin with clients of other makers: starts a broker, a registry and a detector on free
# ports, runs the recipes of docs/clients.md that can run here and two larger stories, compares every
# notification, and stops what it started.
#
# Usage: clients/test.sh [RECORDS]     records of the large story, 100000 unless said
#
# Needs Node 20, npm and curl; kcat when it is there. Ends with "clients: N passed, N failed,
# N skipped"; exits 1 when something failed, 69 when what it needs is missing.

set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd -P) || exit
records=${1:-100000}

for program in node npm curl; do
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

# Settings of the caller's Tocsin are not meant for this one.
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
  # The detector before its broker, so that it can say goodbye.
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

# Runs a program that says "ok" or "not ok" for each of its checks; one that dies says nothing.
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

# The block of docs/clients.md that is marked as $1, into a file of that name.
recipe() {
  awk -v mark="<!-- run: $1 -->" '
    $0 == mark { marked = 1; next }
    marked && /^```/ { if (inside) exit; inside = 1; next }
    inside { print }' "$root/docs/clients.md" >"$work/$1"
  [[ -s $work/$1 ]] || { echo "clients: docs/clients.md has no recipe $1" >&2; exit 70; }
}

(cd "$root/clients/node" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || exit 69
ln -s "$root/clients/node/node_modules" "$work/node_modules"

# Builds what is missing, before anything waits for it.
"$root/tocsin" --version >/dev/null || exit

cd "$work" || exit # no tocsin.properties of the caller is read here
settings=(-c providers=telco,duo,bulk -c providers.duo.format=duo-v2 -c providers.duo.account=fabrikam)

"$root/tocsin" local --port 0 --registry-port 0 --create-topics --data "$work/local" -o json \
  "${settings[@]}" >local.out 2>local.err &
pids+=($!)
await $! local.out registry_url
KAFKA=$(sed 's/.*"bootstrap_servers":"\([^"]*\)".*/\1/' local.out)
REGISTRY=$(sed 's/.*"registry_url":"\([^"]*\)".*/\1/' local.out)
export KAFKA REGISTRY

# The stories are of March 2024, which is longer ago than what is kept by default.
"$root/tocsin" run --bootstrap-servers "$KAFKA" --registry-url "$REGISTRY" "${settings[@]}" \
  -c history.horizon=3650d -c history.encryption=none -c state.dir="$work/state" -c http.port=0 \
  >run.out 2>run.err &
pids+=($!)
await $! run.err Ready

recipe register.sh
(cd "$root" && sh -eu "$work/register.sh") >register.out
count "recipe: register the contracts" $?

recipe node.mjs
timeout 60 node node.mjs >node.out && sort node.out | diff - <(printf '%s\n' \
  'CREATED ACCOUNT acme null 1' 'CREATED USER acme +12025550123 1')
count "recipe: Node" $?

if command -v kcat >/dev/null; then
  node "$root/clients/node/feeds.mjs" prepare "$work" || failed=$((failed + 1))
  for name in kcat-record.sh kcat-records.sh kcat-json.sh; do
    recipe "$name"
    sh -eu "$name"
    count "recipe: ${name%.sh}" $?
  done
  story node "$root/clients/node/feeds.mjs" check "$work"
else
  echo "clients: kcat is not installed, its recipes and the story of two feeds are SKIPPED"
  skipped=5
fi

story node "$root/clients/node/volume.mjs" "$records"

if command -v kcat >/dev/null; then
  # As many as the detector says it has told: once each, through librdkafka as well.
  recipe kcat-read.sh
  sh -eu kcat-read.sh | sort -u | wc -l >kcat.out
  told=$("$root/tocsin" notifications tail --once -o json --bootstrap-servers "$KAFKA" \
    --registry-url "$REGISTRY" 2>/dev/null | grep -o '"notification_id":"[^"]*"' | sort -u | wc -l)
  echo "  kcat sees $(cat kcat.out) notifications, tocsin notifications tail $told"
  [[ $told -gt 0 && $(cat kcat.out) -eq $told ]]
  count "recipe: kcat-read" $?
fi

# Nothing that these clients pushed may be unreadable.
"$root/tocsin" dead-letters list -o json --bootstrap-servers "$KAFKA" --registry-url "$REGISTRY" \
  >letters.out 2>letters.err
status=$?
if [[ $status -ne 0 || $(tr -d '[:space:]' <letters.out) != '[]' ]]; then
  status=1
  head -n 5 letters.out letters.err
fi
count "no dead letters" "$status"

echo "clients: $passed passed, $failed failed, $skipped skipped"
[[ $failed -eq 0 ]]
