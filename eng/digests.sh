#!/usr/bin/env bash
# Compiles the program of digests in one way, runs it, and compares what it prints with what it prints just in time.
#
#   eng/digests.sh just-in-time          on what the hardware has: the reference of all others
#   eng/digests.sh without-avx512
#   eng/digests.sh ready-to-run
#   eng/digests.sh ahead-of-time         for x64 with FMA
#   eng/digests.sh arm64                 just in time, under emulation
#   eng/digests.sh arm64-ahead-of-time   linked by cross tools, under emulation
# Under emulation a few heads are run, one of each layout.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source eng/platforms.sh
readonly way=$1
readonly directory=artifacts/digests
readonly project=tests/Digests
mkdir -p "$directory"
# None may be missing.
least=$(grep -vc '^#' "$directory/just-in-time.txt" 2>/dev/null || echo 500)

case $way in
  just-in-time)
    run=(dotnet "$project/bin/Release/net10.0/SoftmaxGen.Digests.dll")
    ;;
  without-avx512)
    run=(env DOTNET_EnableAVX512=0 dotnet "$project/bin/Release/net10.0/SoftmaxGen.Digests.dll")
    ;;
  ready-to-run)
    publish "$project" "$directory/$way" -r linux-x64 -p:SelfContained=false -p:DigestsCompiled=ready-to-run
    run=(dotnet "$directory/$way/SoftmaxGen.Digests.dll")
    ;;
  ahead-of-time)
    needs clang clang
    publish "$project" "$directory/$way" -r linux-x64 -p:DigestsCompiled=ahead-of-time
    run=("$directory/$way/SoftmaxGen.Digests")
    ;;
  arm64)
    needs_emulator
    publish "$project" "$directory/$way" -r linux-arm64 -p:SelfContained=true
    run=(emulate "$directory/$way/SoftmaxGen.Digests" --few)
    least=150
    ;;
  arm64-ahead-of-time)
    needs_emulator
    needs clang clang
    needs aarch64-linux-gnu-objcopy binutils-aarch64-linux-gnu
    [[ -e /usr/aarch64-linux-gnu/lib/crt1.o ]] || lacks "what programs for arm64 are linked with is missing (package libc6-dev-arm64-cross)"
    publish "$project" "$directory/$way" -r linux-arm64 -p:DigestsCompiled=ahead-of-time
    run=(emulate "$directory/$way/SoftmaxGen.Digests" --few)
    least=150
    ;;
  *)
    echo "There is no way '$way'."
    exit 2
    ;;
esac

"${run[@]}" >"$directory/$way.txt"

# The first line says what the hardware has.
head -n 1 "$directory/$way.txt"
lines=$(grep -vc '^#' "$directory/$way.txt")
others=$(grep -v '^#' "$directory/$way.txt" | grep -vxFf "$directory/just-in-time.txt" || true)
if [[ -n $others ]]; then
  echo "Just in time these have other bits:"
  head -n 20 <<<"$others"
  exit 1
fi
[[ $lines -ge $least ]] || { echo "There are $lines digests instead of $least."; exit 1; }
echo "$lines digests are the same"
