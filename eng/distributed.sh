#!/usr/bin/env bash
# Trains by samples/DistributedTraining, as it was built, in one way, and compares the weights with those of undisturbed
# training on the threads of one process. No silo may be left over.
#
#   eng/distributed.sh processes   on one, two and four silos, each but the first in a process of its own
#   eng/distributed.sh kill        one of three silos is killed in the middle of an epoch
#   eng/distributed.sh resume      training is killed in the middle of an epoch, and goes on from its checkpoint
#   eng/distributed.sh redis       on silos that were started apart and find each other on a Redis server
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source eng/platforms.sh
readonly way=$1
readonly directory=artifacts/distributed/$way
readonly program=(dotnet samples/DistributedTraining/bin/Release/net10.0/DistributedTraining.dll)
# Whoever sees the end of an epoch can still do something in the middle of the next.
training=(--rows 200000 --batch 500 --epochs 10)
# Nobody listens there.
readonly closed=127.0.0.1:1
started=()
# Most of the time goes into compiling; with counts of what runs often it would be half as much again.
export DOTNET_TieredPGO=0
rm -rf "$directory"
mkdir -p "$directory"

trap 'kill -9 "${started[@]}" 2>/dev/null || true' EXIT

# fail REASON: after all that the programs have said.
fail() {
  tail -n +1 "$directory"/*.out "$directory"/*.err
  echo "$1"
  exit 1
}

# A process that has ended may wait for its parent to ask for the exit code.
runs() { grep -qsE '^State:\s+[^ZX]' "/proc/$1/status"; }
ended() { ! runs "$1"; }

# says NAME TEXT: whether there is a line of output that begins so.
says() { grep -qs "^ *$2" "$directory/$1.out"; }
says_or_ended() { says "$1" "$2" || ended "$3"; }

# within SECONDS COMMAND...: until the command succeeds.
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [[ $SECONDS -le $end ]] || return 1
    sleep 0.05
  done
}

# start NAME COMMAND...: starts a command, whose output and errors go to files of that name; sets pid.
start() {
  "${@:2}" >"$directory/$1.out" 2>"$directory/$1.err" &
  pid=$!
  started+=("$pid")
}

# wait_for NAME PID TEXT: until the program says so.
wait_for() {
  within 60 says_or_ended "$1" "$3" "$2" || fail "'$1' has not come to '$3' within a minute."
  says "$1" "$3" || fail "'$1' has ended before '$3'."
}

# ends NAME PID CODE SECONDS: the program must end with that exit code.
ends() {
  local code=0
  within "$4" ended "$2" || fail "'$1' has not ended within $4 seconds."
  wait "$2" || code=$?
  [[ $code -eq $3 ]] || fail "'$1' has ended with exit code $code instead of $3."
}

weights() { sed -n 's/^Weights: //p' "$directory/$1.out"; }

# agrees NAME PID: training must end with the weights of the undisturbed one.
agrees() {
  ends "$1" "$2" 0 60
  wait_for undisturbed "$undisturbed" "Weights: "
  [[ $(weights "$1") == "$(weights undisturbed)" ]] || fail "The weights of '$1' are '$(weights "$1")', not '$(weights undisturbed)'."
}

# train NAME OPTIONS...: starts training; sets pid, and silos, the processes that it has started.
train() {
  start "$1" "${program[@]}" "${training[@]}" --checkpoint "$directory/checkpoint.json" "${@:2}"
  wait_for "$1" "$pid" "[0-9,]* rows in "
  mapfile -t silos < <(grep -lsE "^PPid:\s+$pid$" /proc/[0-9]*/status | cut -d/ -f3)
  started+=("${silos[@]}")
}

# members NAME COUNT: as many silos, each with some of the blocks.
members() {
  local count
  count=$(grep -cE ' has [1-9][0-9]* of [0-9]+ blocks of shards' "$directory/$1.out") || true
  [[ $count -eq $2 ]] || fail "'$1' is on $count silos instead of $2."
}

# hit NAME PROCESS: kills a process of training, which must not be about to end.
hit() {
  kill -9 "$2"
  ! says "$1" "Epoch 9/" || fail "'$1' was nearly over when $2 was killed."
  echo "$1: killed $2 after '$(tail -n 1 "$directory/$1.out")'"
}

# alone SILOS...: silos that others have started must end with these. That takes a second, and several on a machine that does
# something else on every core.
alone() {
  local silo
  for silo in "$@"; do
    within 30 ended "$silo" || fail "Process $silo is left over."
  done
}

# refused NAME OPTIONS...: one line of errors, no other, and exit code 1 within ten seconds.
refused() {
  start "$1" "${program[@]}" "${@:2}"
  ends "$1" "$pid" 1 10
  [[ ! -s $directory/$1.out && $(wc -l <"$directory/$1.err") -eq 1 ]] || fail "'$1' does not end with one line."
  echo "$1: $(<"$directory/$1.err")"
}

# redis NAME: starts a server that keeps nothing, and that has nothing to do with one that the machine runs; sets pid and port.
redis() {
  local attempt
  for attempt in {1..10}; do
    # It ends where the port is taken.
    port=$((10000 + RANDOM % 20000))
    start "$1" redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$directory"
    within 10 says_or_ended "$1" ".*Ready to accept connections" "$pid" || break
    ended "$pid" || return 0
  done
  fail "No Redis server has started, the last of $attempt on port $port."
}

undisturbed() {
  start undisturbed "${program[@]}" "${training[@]}" --checkpoint "$directory/undisturbed.json" --silos 0
  undisturbed=$pid
}

case $way in
  processes)
    training=(--epochs 10)
    undisturbed
    for count in 1 2 4; do
      train "$count silos" --silos "$count"
      agrees "$count silos" "$pid"
      members "$count silos" "$count"
      alone "${silos[@]}"
    done
    ;;
  kill)
    undisturbed
    train killed --silos 3
    wait_for killed "$pid" "Epoch 3/"
    hit killed "${silos[0]}"
    agrees killed "$pid"
    members killed 3
    alone "${silos[@]}"
    ;;
  resume)
    undisturbed
    # Before the first checkpoint there is nothing to go on from.
    train "killed at once" --silos 2
    hit "killed at once" "$pid"
    ! says "killed at once" "Epoch 1/" || fail "The first epoch was over."
    alone "$pid" "${silos[@]}"
    refused "resumed too early" "${training[@]}" --checkpoint "$directory/checkpoint.json" --silos 2 --resume

    train killed --silos 3
    wait_for killed "$pid" "Epoch 2/"
    hit killed "$pid"
    alone "$pid" "${silos[@]}"

    # On as many silos or fewer.
    train "resumed and killed" --silos 2 --resume
    wait_for "resumed and killed" "$pid" "Epoch 5/"
    hit "resumed and killed" "$pid"
    alone "$pid" "${silos[@]}"

    train resumed --silos 1 --resume
    agrees resumed "$pid"
    ! says resumed "Epoch 5/" || fail "Training has not gone on from the last checkpoint."
    ;;
  redis)
    needs redis-server redis-server
    undisturbed
    refused "no Redis server" --redis "$closed"
    refused "no Redis server for a silo" silo --redis "$closed"
    refused "no primary" silo --primary "$closed"
    refused "no name of a primary" silo --primary localhost:1

    # Held still, a server takes connections and does not answer.
    redis "Redis server held still"
    kill -STOP "$pid"
    refused "Redis server that does not answer" silo --redis "127.0.0.1:$port" &
    refusal=$!

    redis "Redis server"
    server=127.0.0.1:$port
    start "first silo" "${program[@]}" silo --redis "$server"
    first=$pid
    start "second silo" "${program[@]}" silo --redis "$server"
    second=$pid
    wait_for "first silo" "$first" "Silo "
    wait_for "second silo" "$second" "Silo "

    train "silos started apart" --redis "$server"
    agrees "silos started apart" "$pid"
    members "silos started apart" 3

    train "silo killed" --redis "$server"
    wait_for "silo killed" "$pid" "Epoch 3/"
    hit "silo killed" "$first"
    agrees "silo killed" "$pid"
    members "silo killed" 3

    train killed --redis "$server"
    wait_for killed "$pid" "Epoch 2/"
    hit killed "$pid"

    # Those that have died are members still.
    train resumed --redis "$server" --resume
    agrees resumed "$pid"
    ! says resumed "Epoch 2/" || fail "Training has not gone on from the last checkpoint."

    kill "$second"
    ends "second silo" "$second" 0 10
    wait "$refusal" || fail "A Redis server that does not answer is waited for."
    ;;
  *)
    echo "There is no way '$way'."
    exit 2
    ;;
esac

echo "the weights are the same: $(weights undisturbed)"
