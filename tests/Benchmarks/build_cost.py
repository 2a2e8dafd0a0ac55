#!/usr/bin/env python3
"""Measures what heads, and weights that are compiled in, cost the compiler, and writes docs/performance/build.md.

    dotnet build -c Release src/Generator && dotnet build -c Release src/Runtime
    python3 tests/Benchmarks/build_cost.py

It needs Linux, whose wait4 tells what a process has used.
"""
import os
import pathlib
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/performance/build.md"
RUNS = 3
SEED = 1

# What the heads of a project are called in the table, and their attributes' arguments.
HEADS = [
    ("none", []),
    ("1", ["10"]),
    ("10, equal", ["10"] * 10),
    ("100, equal", ["10"] * 100),
    ("10, different", [f"10, Temperature = 1.{i:02}" for i in range(1, 11)]),
    ("100, different", [f"10, Temperature = 1.{i:02}" for i in range(1, 101)]),
]

# Features, classes and the most seconds that the file may add. With the bias, a class has one number more than features.
WEIGHTS = [(784, 10, None), (999, 100, 1.5), (999, 1000, 9)]

LIBRARIES = {
    "reference": [
        "src/Attributes/bin/Release/netstandard2.0/SoftmaxGen.Attributes.dll",
        "src/Runtime/bin/Release/net10.0/SoftmaxGen.Runtime.dll",
    ],
    "analyzer": ["src/Generator/bin/Release/netstandard2.0/SoftmaxGen.Generator.dll"],
}

TEXT = """\
# What heads cost the compiler

Written by

```
dotnet build -c Release src/Generator && dotnet build -c Release src/Runtime
python3 tests/Benchmarks/build_cost.py
```

which runs the C# compiler alone, without MSBuild, on projects with little else than heads. Each figure is the least of
{runs} runs.

| | |
| --- | --- |
| processor | {processor}, {cores} logical cores |
| operating system | {system} |
| SDK | {sdk} |

## Heads

Heads of ten classes and floats. The heads of a project are equal, or differ by their temperature: equal ones share
their kernels.

- **compile**: the compiler in a process of its own, with nothing compiled yet, as in a build without a build server.
  Seconds are those of all processors, and megabytes are the most at a time.
- **after an edit**: a build server compiles the project again, after an edit of a file without heads. Seconds are those
  on the clock. The server keeps what the generator gave, and binds and emits it again. Megabytes are the most that the
  server has had.

{heads}
## Weights

A head with `Weights = "file.csv"` beside one with `Features` alone: what the first takes more is the cost of the
weights. Seconds and megabytes are those of the compiler in a process of its own.

{weights}"""


def sdk():
    """The directory of the compiler and that of the reference assemblies, of the SDK that builds the repository."""
    version = subprocess.run(["dotnet", "--version"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    listed = subprocess.run(["dotnet", "--list-sdks"], capture_output=True, text=True, check=True).stdout
    place = pathlib.Path(re.search(rf"^{re.escape(version)} \[(.*)\]$", listed, re.MULTILINE).group(1))
    packs = sorted((place.parent / "packs/Microsoft.NETCore.App.Ref").glob("10.*"))
    return place / version / "Roslyn/bincore", packs[-1] / "ref/net10.0"


def write_weights(file, features, classes):
    """Random weights with as many digits as a float needs."""
    numbers = random.Random(SEED)
    with open(file, "w", encoding="ascii") as lines:
        for _ in range(classes):
            lines.write(",".join(f"{numbers.gauss(0, 0.1):.9g}" for _ in range(features + 1)) + "\n")


def response_file(directory, references, heads, weights=None):
    """Writes the sources of a project and the compiler's arguments; gives the latter's file."""
    source, other = directory / "Heads.cs", directory / "Other.cs"
    source.write_text("".join(
        f"[SoftmaxGen.SoftmaxHead({arguments})] public static partial class Head{i};\n" for i, arguments in enumerate(heads)), encoding="ascii")
    edit(directory, 0)
    arguments = ["/nostdlib", "/optimize+", "/deterministic+", "/nullable:enable", "/target:library"]
    arguments += [f'/out:"{directory / "Heads.dll"}"', f'"{source}"', f'"{other}"']
    arguments += [f'/reference:"{file}"' for file in sorted(references.glob("*.dll"))]
    arguments += [f'/{kind}:"{ROOT / file}"' for kind, files in LIBRARIES.items() for file in files]
    if weights:
        arguments.append(f'/additionalfile:"{weights}"')
    response = directory / "csc.rsp"
    response.write_text("\n".join(arguments), encoding="utf-8")
    return response


def edit(directory, version):
    """Writes the file that has no head."""
    (directory / "Other.cs").write_text(f"public static class Other {{ public const int Version = {version}; }}\n", encoding="ascii")


def compile_once(compiler, response):
    """Seconds of all processors and megabytes at the peak."""
    process = subprocess.Popen(["dotnet", "exec", str(compiler / "csc.dll"), "/noconfig", f"@{response}"], stdout=subprocess.PIPE)
    output = process.stdout.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"csc ended with code {process.returncode}:\n{output}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(compiler, responses):
    """The least of each over several runs, in turns."""
    runs = [[compile_once(compiler, response) for response in responses] for _ in range(RUNS)]
    return [tuple(min(run[i][k] for run in runs) for k in range(2)) for i in range(len(responses))]


def compile_after_edits(compiler, directory, response):
    """Seconds of a build server that compiles again after an edit, and the megabytes that it has had at its peak."""
    pipe = uuid.uuid4().hex
    server = subprocess.Popen(
        ["dotnet", "exec", str(compiler / "VBCSCompiler.dll"), f"-pipename:{pipe}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    # A compiler that does not find it yet would start another one.
    time.sleep(3)
    try:
        # The server's own code is compiled with the first runs.
        seconds = []
        for version in range(1, 5 + RUNS):
            edit(directory, version)
            start = time.perf_counter()
            subprocess.run(["dotnet", "exec", str(compiler / "csc.dll"), "/noconfig", f"/shared:{pipe}", f"@{response}"], stdout=subprocess.PIPE, check=True)
            seconds.append(time.perf_counter() - start)
    finally:
        server.kill()
        _, _, used = os.wait4(server.pid, 0)
        server.returncode = 0
    return min(seconds[-RUNS:]), used.ru_maxrss / 1024


def machine(compiler):
    """What the times were measured on, as the other pages say it."""
    names = re.findall(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    release = re.search(r'^PRETTY_NAME="(.*)"$', pathlib.Path("/etc/os-release").read_text(encoding="utf-8"), re.MULTILINE)
    return {
        "runs": RUNS,
        "processor": names[0].strip() if names else platform.machine(),
        "cores": os.cpu_count(),
        "system": release.group(1) if release else platform.system(),
        "sdk": compiler.parents[1].name,
    }


def heads_table(compiler, references):
    """One line for each project with heads."""
    lines = [
        "| heads | compile, s | compile, MB | assembly, KB | after an edit, s | server, MB |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, heads in HEADS:
        print(f"{name} heads", file=sys.stderr)
        with tempfile.TemporaryDirectory() as directory:
            directory = pathlib.Path(directory)
            response = response_file(directory, references, heads)
            [(seconds, peak)] = measure(compiler, [response])
            size = (directory / "Heads.dll").stat().st_size / 1000
            again, server = compile_after_edits(compiler, directory, response)
        lines.append(f"| {name} | {seconds:.2f} | {peak:.0f} | {size:.0f} | {again:.2f} | {server:.0f} |")
    return "\n".join(lines) + "\n"


def weights_table(compiler, references):
    """One line for each count of weights."""
    lines = [
        "| weights and biases | with, s | without, s | more, s | bar | with, MB | without, MB | more, MB |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for features, classes, bar in WEIGHTS:
        print(f"{features} features, {classes} classes", file=sys.stderr)
        with tempfile.TemporaryDirectory() as name:
            with_file, without = pathlib.Path(name, "with"), pathlib.Path(name, "without")
            with_file.mkdir()
            without.mkdir()
            weights = with_file / "weights.csv"
            write_weights(weights, features, classes)
            (seconds, peak), (base_seconds, base_peak) = measure(compiler, [
                response_file(with_file, references, [f'{classes}, Weights = "weights.csv"'], weights),
                response_file(without, references, [f"{classes}, Features = {features}"]),
            ])
        cells = [
            f"{(features + 1) * classes:,}",
            f"{seconds:.2f}", f"{base_seconds:.2f}", f"{seconds - base_seconds:.2f}", f"at most {bar}" if bar else "",
            f"{peak:.0f}", f"{base_peak:.0f}", f"{peak - base_peak:.0f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main():
    missing = [file for files in LIBRARIES.values() for file in files if not (ROOT / file).exists()]
    if missing:
        sys.exit(f"Build first: there is no {missing[0]}")

    compiler, references = sdk()
    text = TEXT.format(
        **machine(compiler),
        heads=heads_table(compiler, references),
        weights=weights_table(compiler, references))
    PAGE.write_text(text, encoding="utf-8")
    print(f"Wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
