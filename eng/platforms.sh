# Functions for steps that need more than the SDK; to be sourced. A step that lacks something ends with exit code 77, as a
# test of automake does, and has the reason as its last line.

lacks() {
  echo "$1"
  exit 77
}

# needs PROGRAM PACKAGE: the program, or where to get it.
needs() {
  command -v "$1" >/dev/null || lacks "$1 is missing (package $2)"
}

needs_emulator() {
  needs qemu-aarch64-static qemu-user-static
  [[ -e /usr/aarch64-linux-gnu/lib/ld-linux-aarch64.so.1 ]] || lacks "the libraries of arm64 are missing (package libc6-arm64-cross)"
}

# publish PROJECT DIRECTORY OPTIONS...: the compilers and runtimes come as packages, which not every feed has.
publish() {
  local source=$1 target=$2
  shift 2
  # One at a time: what is restored for one platform is written over what projects of src were restored with for another. Build
  # servers that stay do not get the lock.
  mkdir -p artifacts
  exec 9>artifacts/publish.lock
  flock 9
  dotnet restore "$source" "$@" 9>&- || lacks "the packages that it is compiled with cannot be restored"
  dotnet publish -c Release --no-restore "$source" "$@" -o "$target" 9>&-
  exec 9>&-
}

emulate() {
  # Memory that is written and executed in turns is too slow where each change is emulated.
  DOTNET_EnableWriteXorExecute=0 qemu-aarch64-static -L /usr/aarch64-linux-gnu "$@"
}
