#!/usr/bin/env bash
# Compiles samples/EmbeddedClassifier ahead of time, classifies all digits, and compares what it prints with what it prints
# just in time.
#
#   eng/embedded.sh ahead-of-time         for x64 with FMA
#   eng/embedded.sh arm64-ahead-of-time   linked by cross tools, under emulation
#   eng/embedded.sh measure               sizes and times on this machine, as a table
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source eng/platforms.sh
readonly way=$1
readonly directory=artifacts/embedded
readonly project=samples/EmbeddedClassifier
# A file of its own for each way: two may run at the same time.
readonly digits=$directory/$way.csv
readonly just_in_time=(dotnet "$project/bin/Release/net10.0/EmbeddedClassifier.dll")
mkdir -p "$directory"
gzip -dc samples/DigitClassifier/data/digits.csv.gz | cut -d, -f1-64 >"$digits"

# compile WAY: sets run to what runs the program.
compile() {
  case $1 in
    ahead-of-time)
      needs clang clang
      publish "$project" "$directory/$1" -r linux-x64 -p:EmbeddedCompiled=ahead-of-time
      run=("$directory/$1/EmbeddedClassifier")
      ;;
    arm64-ahead-of-time)
      needs_emulator
      needs clang clang
      needs aarch64-linux-gnu-objcopy binutils-aarch64-linux-gnu
      [[ -e /usr/aarch64-linux-gnu/lib/crt1.o ]] || lacks "what programs for arm64 are linked with is missing (package libc6-dev-arm64-cross)"
      publish "$project" "$directory/$1" -r linux-arm64 -p:EmbeddedCompiled=ahead-of-time
      run=(emulate "$directory/$1/EmbeddedClassifier")
      ;;
    *)
      echo "There is no way '$1'."
      exit 2
      ;;
  esac
}

# other_program NAME CODE: another program with the same settings and a head of the same weights, for comparison.
other_program() {
  local target=$directory/$1
  mkdir -p "$target"
  sed -e "s|\.\./\.\./src|$PWD/src|; /System.CommandLine/d; /test-digits/d; /InternalsVisibleTo/d" \
    "$project/EmbeddedClassifier.csproj" >"$target/Other.csproj"
  cp "$project/digits.csv" "$target"
  printf '%s\n' "$2" >"$target/Program.cs"
  publish "$target/Other.csproj" "$target/published" -r linux-x64 -p:EmbeddedCompiled=ahead-of-time >"$target/log"
  echo "$target/published/Other"
}

# kilobytes FILES...
kilobytes() { cat "$@" | wc -c | awk '{ printf "%.0f KB", $1 / 1000 }'; }

# start_up COMMAND...: the best of many runs of the whole process, which classifies one digit.
start_up() {
  local best=999999 start elapsed
  for _ in {1..100}; do
    start=$(date +%s%N)
    "$@" "$directory/one.csv" >/dev/null
    elapsed=$((($(date +%s%N) - start) / 10000))
    [[ $elapsed -lt $best ]] && best=$elapsed
  done
  awk -v best="$best" 'BEGIN { printf "%.1f ms", best / 100 }'
}

# predictions COMMAND...: "first | next", the best of several runs.
predictions() {
  for _ in {1..10}; do
    "$@" --time "$digits"
  done | awk '{ sub(",", "", $4) } NR == 1 || $3 < first { first = $3 } NR == 1 || $7 < next_ { next_ = $7 }
    END { printf "%.1f us | %.1f ns", first, next_ }'
}

if [[ $way == measure ]]; then
  head -n 1 "$digits" >"$directory/one.csv"
  greeting='System.Console.WriteLine("3");'
  empty=$(other_program empty "$greeting")
  head_alone=$(other_program head-alone 'using SoftmaxGen;
System.Console.WriteLine(DigitHead.Predict(new float[64]));
[SoftmaxHead(classes: 10, Features = 64, Weights = "digits.csv")]
internal static partial class DigitHead;')
  build=$project/bin/Release/net10.0
  echo "| way | size | start-up | first prediction | each next |"
  echo "| --- | ---: | ---: | ---: | ---: |"
  echo "| just in time | $(kilobytes "$build/EmbeddedClassifier.dll" "$build"/SoftmaxGen.*.dll "$build/System.CommandLine.dll") | $(start_up "${just_in_time[@]}") | $(predictions "${just_in_time[@]}") |"
  compile ahead-of-time >"$directory/log"
  echo "| NativeAOT, x86-64-v3 | $(kilobytes "${run[0]}") | $(start_up "${run[@]}") | $(predictions "${run[@]}") |"
  compile arm64-ahead-of-time >"$directory/log"
  echo "| NativeAOT, arm64 | $(kilobytes "${run[1]}") | | | |"
  echo "| an empty program, NativeAOT, x86-64-v3 | $(kilobytes "$empty") | $(start_up "$empty") | | |"
  echo "| that and one prediction | $(kilobytes "$head_alone") | $(start_up "$head_alone") | | |"
  exit 0
fi

compile "$way"
"${just_in_time[@]}" --top 10 "$digits" >"$directory/$way.just-in-time.txt"
"${run[@]}" --top 10 "$digits" >"$directory/$way.txt"
if ! diff "$directory/$way.just-in-time.txt" "$directory/$way.txt" | head -n 20; then
  echo "Just in time (<) and $way (>) print something else."
  exit 1
fi

# Errors too: one line that names the place, nothing else, and exit code 1.
code=0
output=$(sed 's/0$/x/; q' "$digits" | "${run[@]}" 2>&1) || code=$?
if [[ $code -ne 1 || $output != "standard input(1,64): expected a number from 0 to 16, found 'x'" ]]; then
  echo "A bad line gives exit code $code and: $output"
  exit 1
fi

echo "$(wc -l <"$directory/$way.txt") digits get the same answers; the program has $(kilobytes "$directory/$way/EmbeddedClassifier")"
