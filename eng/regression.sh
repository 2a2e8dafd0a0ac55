#!/usr/bin/env bash
# Compares a few kernels with those of another commit, in turns in one process: a report, and no check. Times of a machine
# that does something else beside say little.
#   eng/regression.sh build [COMMIT]   builds both; COMMIT is the one before by default
#   eng/regression.sh measure          prints the table
# Exit code 77 says that there is no such commit, or that the kernels cannot be built with it, with the reason as the last line.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly directory=artifacts/regression
readonly options=(-c Release --nologo -v quiet -p:RunAnalyzers=false)

# kernels LIBRARIES NAME: the kernels with the libraries of a checkout.
kernels() {
  dotnet build eng/Regression "${options[@]}" -p:Libraries="$1" -p:BaseIntermediateOutputPath="$PWD/$directory/obj-$2/" -o "$directory/$2"
}

build() {
  local commit=${1:-HEAD~1} base
  # What an earlier run left would be measured.
  rm -rf "$directory"
  if ! commit=$(git rev-parse --verify --quiet "$commit^{commit}"); then
    echo "there is no commit before this one here"
    exit 77
  fi
  mkdir -p "$directory/base"
  git archive "$commit" | tar -x -C "$directory/base"
  base=$PWD/$directory/base
  if ! { dotnet build "$base/src/Runtime" "${options[@]}" && kernels "$base" before; }; then
    echo "the kernels cannot be built with commit $(git rev-parse --short "$commit")"
    exit 77
  fi
  kernels "$PWD" now
  git log -1 --format='%h %s' "$commit" >"$directory/commit"
}

measure() {
  if [[ ! -e $directory/commit ]]; then
    echo "the kernels of another commit were not built"
    exit 77
  fi
  echo "Beside $(cat "$directory/commit"):"
  dotnet run -c Release --no-build --project tests/Benchmarks -- compare "$directory/before/SoftmaxGen.Regression.dll" "$directory/now/SoftmaxGen.Regression.dll"
}

"$@"
