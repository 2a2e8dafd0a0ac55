#!/usr/bin/env bash
# Measures what docs/scaling.md says, on an otherwise idle machine with two processors or more, and prints its tables. It needs
# a build in Release, taskset (util-linux) and redis-server. A few minutes.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly directory=artifacts/scaling
readonly program=samples/DistributedTraining/bin/Release/net10.0/DistributedTraining
readonly port=16379
mkdir -p "$directory"
checkpoint=(--checkpoint "$directory/checkpoint.json")
trap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT

# The problems with the options that give each about as long steps.
readonly -A options=(
  [digits]="--problem digits --rows 400000"
  [784x10]="--problem 784x10 --rows 40000"
  [2048x1000]="--problem 2048x1000 --rows 8192 --shards 16 --block 2"
)

# train PROCESSORS OPTIONS...: trains on these processors; the output goes to a file.
train() {
  taskset -c "$1" "$program" "${checkpoint[@]}" "${@:2}" >"$directory/out"
}

# speed: rows per second of the best epoch, in thousands: other programs only ever make one slower.
speed() {
  sed -n 's|.* \([0-9,]*\) rows/s$|\1|p' "$directory/out" | tr -d , | sort -n | tail -n 1 | awk '{ printf "%.1f", $1 / 1000 }'
}

# row TEXT FIELD: a field of the line of the tables that begins so.
row() { grep -F "│ $1" "$directory/out" | head -n 1 | awk -F'│' -v field="$2" '{ gsub(/^ +| +$/, "", $field); print $field }'; }

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

# compare ONE TWO OPTIONS...: prints the speeds and their ratio of training in two ways, functions that take options.
compare() {
  local first second
  "$1" "${@:3}"
  first=$(speed)
  "$2" "${@:3}"
  second=$(speed)
  echo "$first | $second | $(ratio "$second" "$first")"
}

one_thread() { train 0 "$@" --silos 0; }
two_threads() { train 0,1 "$@" --silos 0; }
one_silo() { train 0 "$@"; }
two_silos() { train 0 "$@" --redis "127.0.0.1:$port"; }

echo "| thousand rows/s | one processor | two | times one |"
echo "| --- | ---: | ---: | ---: |"
for problem in digits 784x10 2048x1000; do
  read -ra chosen <<<"${options[$problem]} --epochs 15 --batch 1000000"
  echo "| $problem | $(compare one_thread two_threads "${chosen[@]}") |"
done
for batch in 10000 1000 100; do
  read -ra chosen <<<"${options[digits]} --epochs 15 --batch $batch"
  echo "| digits, $batch rows a step | $(compare one_thread two_threads "${chosen[@]}") |"
done

redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no >"$directory/redis.log" &
sleep 1
taskset -c 1 "$program" silo --redis "127.0.0.1:$port" >"$directory/silo.log" &
sleep 5

echo
echo "| rows a step | shards | one silo | two | times one | by the model |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
for shards in 8 64; do
  for batch in 64 1000 5000 20000 100000 400000; do
    read -ra chosen <<<"${options[digits]} --batch $batch --shards $shards --block $((shards / 8))"
    echo "| $batch | $shards | $(compare one_silo two_silos "${chosen[@]}") | $(row "2 " 4) |"
  done
done
for problem in 784x10 2048x1000; do
  read -ra chosen <<<"${options[$problem]} --batch 1000000"
  echo "| $problem, all | | $(compare one_silo two_silos "${chosen[@]}") | $(row "2 " 4) |"
done

echo
for problem in digits 784x10 2048x1000; do
  read -ra chosen <<<"${options[$problem]} --batch 1000000"
  two_silos "${chosen[@]}"
  echo "$problem:"
  sed -n '/a step/,$p' "$directory/out"
done

echo
echo "| delay each way, ms | calls, ms | step, ms | by the model |"
echo "| --- | ---: | ---: | ---: |"
base=
for delay in 0 1 5 20; do
  read -ra chosen <<<"${options[digits]} --batch 20000 --epochs 5"
  train 0,1 "${chosen[@]}" --silos 2 --delay "$delay"
  step=$(row "the step" 4)
  base=${base:-$step}
  echo "| $delay | $(row "between silos: calls" 4) | $step | $(awk -v base="$base" -v delay="$delay" 'BEGIN { printf "%.1f", base + 2 * delay }') |"
done
