#!/usr/bin/env bash
# Runs every nth test of accuracy on arm64, under emulation: a spread of class counts, and rows of every kind.
#
#   eng/accuracy-arm64.sh N   N without a divisor that it has in common with the number of kinds, 18, so that none is left out
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source eng/platforms.sh

readonly directory=artifacts/accuracy-arm64
needs_emulator
publish tests/Emulation "$directory" -r linux-arm64 -p:SelfContained=true
SOFTMAXGEN_HEADS=spread emulate "$directory/SoftmaxGen.Emulation" "$1"
