#!/usr/bin/env bash
# Breaks the order-independence invariant with each patch in proof/mutants, and checks that the model
# detects it. Builds each mutant from the committed sources in a temporary directory.
#
# Usage: scripts/mutants.sh [NAME...]      all mutants, or the named ones
#
# MUTANT_CASES  maximum number of cases for each mutant (default: 5000)
# MUTANT_SEED   seed of the first case (default: 1)
#
# Exits 1 if a mutant is not detected or a patch no longer applies.

set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 70
JAVA_HOME=$("$root/scripts/find-java.sh") || exit 69
export JAVA_HOME

work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
git clone -q "$root" "$work/tocsin" || exit 70
cd "$work/tocsin" || exit 70

names=("$@")
if [[ ${#names[@]} -eq 0 ]]; then
  for patch in "$root"/proof/mutants/*.patch; do
    names+=("$(basename "$patch" .patch)")
  done
fi

failed=0
for name in "${names[@]}"; do
  git checkout -q . || exit 70
  if ! git apply "$root/proof/mutants/$name.patch"; then
    echo "$name: DOES NOT APPLY: the code it breaks has changed, so change proof/mutants/$name.patch"
    failed=1
    continue
  fi
  if ! mvn -q -B -ntp -DskipTests -Dtocsin.quick -Dcompiler.werror=-g -pl proof -am package \
    >"$work/build.log" 2>&1 </dev/null; then
    tail -n 20 "$work/build.log"
    echo "$name: DOES NOT COMPILE"
    failed=1
    continue
  fi
  ./tocsin prove model --seed "${MUTANT_SEED:-1}" --cases "${MUTANT_CASES:-5000}" \
    >"$work/out" 2>"$work/err" </dev/null
  case $? in
    0)
      echo "$name: NOT NOTICED in ${MUTANT_CASES:-5000} stories"
      failed=1
      ;;
    1) echo "$name: noticed; $(sed -n 's/ ends otherwise.*//p' "$work/out" | head -n 1), $(
      sed -n 's/^\([0-9,]*\) stories from seed.*/after \1 stories/p' "$work/out")" ;;
    *)
      cat "$work/err"
      echo "$name: COULD NOT BE RUN"
      failed=1
      ;;
  esac
done
exit "$failed"
