#!/usr/bin/env python3
"""Breaks the generator and the runtime in small ways, one at a time, and shows that the tests notice.

Each mutation of mutations.json is one replacement of text in one file. The script works on a copy of the repository's
tracked files in a temporary directory: it builds the tests once, makes sure that they pass, and then for each mutation
rebuilds the one library that it touches, puts it beside the tests and runs those that must fail. A mutation counts as
killed where tests ran and one that passes without the mutation failed; code that does not compile is no kill.

tests/Runtime.Tests has hundreds of heads, which take minutes to compile. The copy keeps those that the filters of the tests
name, or else those of CLASS_COUNTS, and where the generator is mutated only those that the mutation asks for. Everything
else of the project stays as it is.

Needs Python 3.8 and the .NET 10 SDK. The exit code is 0 where all mutations are killed, else 1.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MUTATIONS = Path(__file__).resolve().with_name("mutations.json")
PAGE = ROOT / "docs" / "mutations.md"
BEGIN, END = "<!-- begin results -->", "<!-- end results -->"

# The heads that the numeric tests of the copy are run with.
CLASS_COUNTS = {2, 3, 4, 5, 7, 8, 10, 13, 16, 17, 33, 64, 65, 100, 129, 300, 515, 1000, 65536}
HEADS = {"float": "tests/Runtime.Tests/Heads/Heads.Single.cs", "double": "tests/Runtime.Tests/Heads/Heads.Double.cs"}

# The heads with dense layers: all of them, or where the generator is mutated and the mutation asks for none of them, no one.
DENSE_HEADS = "tests/Runtime.Tests/Heads/Heads.Dense.cs"

# What each library is called, and the projects that load it.
LIBRARIES = {
    "src/Runtime": ("SoftmaxGen.Runtime", "net10.0", ["tests/Runtime.Tests", "tests/Digests"]),
    "src/Generator": ("SoftmaxGen.Generator", "netstandard2.0", ["tests/Generator.Tests"]),
    "eng/Templates": ("SoftmaxGen.Templates", "net10.0", ["tests/Package.Tests"]),
}
SUITES = {
    "generator": ("tests/Generator.Tests", "SoftmaxGen.Generator.Tests"),
    "runtime": ("tests/Runtime.Tests", "SoftmaxGen.Runtime.Tests"),
    "package": ("tests/Package.Tests", "SoftmaxGen.Package.Tests"),
}

# The suites whose tests may be those of the repository itself: others read files beside them, which a mutation may have changed.
TAKEN = ("generator", "runtime")
OUTPUT = "bin/Release/net10.0"

# Tests read these files themselves: no library changes with them.
NOT_COMPILED = ".sbncs"

# A mutation may leave a variable unused: style and documentation are not what is checked here, and nothing is packed.
BUILD_OPTIONS = [
    "-c", "Release", "--nologo", "-v", "quiet", "-m:1", "-nodeReuse:false",
    "-p:UseSharedCompilation=false", "-p:TreatWarningsAsErrors=false", "-p:EnforceCodeStyleInBuild=false",
    "-p:RunAnalyzersDuringBuild=false", "-p:GenerateDocumentationFile=false", "-p:IsPackable=false",
]
RUN_SETTINGS = """<RunSettings>
  <xUnit>
    <StopOnFail>{stop}</StopOnFail>
    <MaxParallelThreads>1</MaxParallelThreads>
    <ParallelizeTestCollections>false</ParallelizeTestCollections>
  </xUnit>
</RunSettings>
"""
TEST_LIMIT = 1800
TRX = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"


class Broken(Exception):
    """The mutation says nothing: it cannot be applied or built, or no test ran."""


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--only", metavar="NAME", action="append", help="check this mutation, and others so named, alone; the page is left as it is")
    options.add_argument("--shard", metavar="I/N", type=shard, help="check every N-th mutation, from I mod N on, alone; the page is left as it is")
    options.add_argument("--built", action="store_true", help="take the tests that the repository has built, and leave out the mutations for which heads must be compiled")
    options.add_argument("--list", action="store_true", help="list the mutations and what they change")
    options.add_argument("--keep", action="store_true", help="keep the copy, and say where it is")
    arguments = options.parse_args()

    mutations = read_mutations()
    if arguments.only:
        unknown = set(arguments.only) - {mutation["name"] for mutation in mutations}
        if unknown:
            options.error(f"no such mutation: {', '.join(sorted(unknown))}")
        mutations = [mutation for mutation in mutations if mutation["name"] in arguments.only]
    if arguments.built and not arguments.only:
        mutations = [mutation for mutation in mutations if all(test["suite"] in TAKEN and "heads" not in test for test in mutation["tests"])]
    if arguments.shard:
        first, count = arguments.shard
        mutations = mutations[first % count::count]
    if arguments.list:
        for mutation in mutations:
            print(f"{mutation['name']}: {mutation['changes']} ({mutation['file']})")
        return 0

    # Others may be using the machine.
    os.nice(19)
    directory = Path(tempfile.mkdtemp(prefix="softmaxgen-mutations-"))
    try:
        results = check(mutations, Copy(directory), arguments.built)
    finally:
        if arguments.keep:
            print(f"The copy is in {directory}.")
        else:
            shutil.rmtree(directory)

    killed = sum(1 for verdict, _ in results if verdict == "killed")
    print(f"{killed} of {len(mutations)} killed", flush=True)
    if not (arguments.only or arguments.shard or arguments.built):
        write_page(mutations, results)
    return 0 if killed == len(mutations) else 1


def shard(text):
    """I/N as two numbers."""
    match = re.fullmatch(r"(\d+)/([1-9]\d*)", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"expected I/N, as 3/20, and not {text}")
    return int(match[1]), int(match[2])


def read_mutations():
    mutations = json.loads(MUTATIONS.read_text(encoding="utf-8"))
    names = [mutation["name"] for mutation in mutations]
    repeated = {name for name in names if names.count(name) > 1}
    if repeated:
        sys.exit(f"Mutations of one name: {', '.join(sorted(repeated))}")

    # Two mutations that come to the same text would count as two kills of one.
    changes = [(mutation["file"], mutation["old"], mutation["new"]) for mutation in mutations]
    if len(set(changes)) < len(changes) or any(old == new for _, old, new in changes):
        sys.exit("Two mutations are the same, or one changes nothing.")
    return mutations


def check(mutations, copy, built):
    """Runs all mutations and gives a verdict and the failing tests of each."""
    start = time.monotonic()
    copy.build_baseline(mutations, built)
    print(f"baseline built ({time.monotonic() - start:.0f} s)", flush=True)
    for suite in SUITES:
        filters = dict.fromkeys(test["filter"] for mutation in mutations for test in mutation["tests"] if test["suite"] == suite)
        if filters:
            start = time.monotonic()
            copy.run_baseline(suite, "|".join(f"({filter})" for filter in filters))
            print(f"baseline of {suite}: {len(copy.passing[suite])} tests passed ({time.monotonic() - start:.0f} s)", flush=True)

    results = []
    for mutation in mutations:
        start = time.monotonic()
        try:
            failures = copy.run(mutation)
            survived = [test["suite"] for test, failure in zip(mutation["tests"], failures) if failure is None]
            verdict = "SURVIVED" if survived else "killed"
            detail = f" the {' and the '.join(survived)} tests" if survived else f" by {' and '.join(map(short, failures))}"
        except Broken as broken:
            failures, verdict, detail = [], "BROKEN", f": {broken}"
        results.append((verdict, failures))
        print(f"{mutation['name']}: {verdict}{detail} ({time.monotonic() - start:.0f} s)", flush=True)
    return results


class Copy:
    """The copy of the repository, with its tests built."""

    def __init__(self, directory):
        self.root = directory / "repository"
        self.pristine = directory / "pristine"
        self.results = directory / "results"
        self.passing = {}
        self.environment = {
            **os.environ,
            "DOTNET_NOLOGO": "1",
            "DOTNET_CLI_TELEMETRY_OPTOUT": "1",
            "MSBUILDDISABLENODEREUSE": "1",
        }
        tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
        for name in filter(None, tracked.decode().split("\0")):
            if (ROOT / name).is_file():
                target = self.root / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, target)
        self.all_heads = {element: (self.root / path).read_text(encoding="utf-8") for element, path in HEADS.items()}
        self.dense_heads = (self.root / DENSE_HEADS).read_text(encoding="utf-8")

    def build_baseline(self, mutations, built):
        """Builds what the tests of these mutations need, and keeps what a mutation replaces of it."""
        tests = [test for mutation in mutations for test in mutation["tests"]]
        self.write_heads(*heads_of([test["filter"] for test in tests if test["suite"] == "runtime"]))
        projects = {SUITES[test["suite"]][0] for test in tests}
        if built:
            # A test that compiles heads again needs what a build of its project leaves.
            taken = {project for suite, (project, _) in SUITES.items() if suite in TAKEN and not any("heads" in test for test in tests if test["suite"] == suite)}
            for project in (*(taken & projects), *(["tests/Digests"] if "tests/Runtime.Tests" in taken else [])):
                shutil.copytree(ROOT / project / OUTPUT, self.root / project / OUTPUT, ignore=lambda folder, names: [name for name in names if "-" in name and Path(folder, name).is_dir()])
            projects -= taken
            projects |= {library_of(mutation) for mutation in mutations}
        for project in sorted(projects):
            log = self.dotnet("build", project, *BUILD_OPTIONS)
            if log:
                sys.exit(f"{project} does not build without a mutation:\n{log}")
        self.pristine.mkdir()
        for file in (*map(self.tests, SUITES), *map(self.built, LIBRARIES)):
            if file.exists():
                shutil.copyfile(file, self.pristine / file.name)

    def run_baseline(self, suite, filter):
        passed, failed = self.test(suite, filter, stop=False)
        if failed:
            sys.exit(f"Tests that fail without a mutation: {', '.join(failed)}")
        if not passed:
            sys.exit(f"No test of {suite} has one of the names.")
        self.passing[suite] = set(passed)

    def run(self, mutation):
        """The first failing test of each of the mutation's runs, or None for one where all pass."""
        library = library_of(mutation)
        path = self.root / mutation["file"]
        original = path.read_bytes().decode("utf-8")
        count = original.count(mutation["old"])
        if count != 1:
            raise Broken(f"the old text occurs {count} times in {mutation['file']}")

        path.write_bytes(original.replace(mutation["old"], mutation["new"]).encode("utf-8"))
        try:
            if path.suffix != NOT_COMPILED:
                self.build(library, "-f", LIBRARIES[library][1])
                for file in self.loaded(library):
                    if file.exists():
                        shutil.copyfile(self.built(library), file)
            return [self.first_failure(test) for test in mutation["tests"]]
        finally:
            # The library's own copy too: the next build of tests would take it.
            path.write_bytes(original.encode("utf-8"))
            for file in (self.built(library), *self.loaded(library), *map(self.tests, SUITES)):
                if file.exists():
                    shutil.copyfile(self.pristine / file.name, file)

    def first_failure(self, test):
        suite = test["suite"]
        if "heads" in test:
            # The generator ran when the tests were compiled: they are compiled again, with few heads.
            self.write_heads({element: set(test["heads"].get(element, [])) for element in HEADS}, test["heads"].get("dense", False))
            self.build(SUITES[suite][0])
        passed, failed = self.test(suite, test["filter"], stop=True)
        failed = [name for name in failed if name in self.passing[suite]]
        if not passed and not failed:
            raise Broken(f"no test of {suite} ran")
        return failed[0] if failed else None

    def build(self, project, *arguments):
        log = self.dotnet("build", project, "--no-restore", "--no-dependencies", *BUILD_OPTIONS, *arguments)
        if log:
            raise Broken(f"{project} does not build: {next((line for line in log.splitlines() if ': error ' in line), log)}")

    def test(self, suite, filter, stop):
        """The names of the tests that passed and of those that failed."""
        self.results.mkdir(exist_ok=True)
        trx, settings = self.results / "result.trx", self.results / "test.runsettings"
        trx.unlink(missing_ok=True)
        settings.write_text(RUN_SETTINGS.format(stop=str(stop).lower()))
        log = self.dotnet(
            "test", str(self.tests(suite)), "--filter", filter, "--settings", str(settings),
            "--logger", f"trx;LogFileName={trx.name}", "--results-directory", str(self.results))
        if not trx.exists():
            raise Broken(f"the tests of {suite} gave no result: {log}")

        results = [(result.get("outcome"), result.get("testName")) for result in ElementTree.parse(trx).iter(TRX + "UnitTestResult")]
        passed = [name for outcome, name in results if outcome == "Passed"]
        failed = sorted(name for outcome, name in results if outcome == "Failed")
        if log and not failed:
            raise Broken(f"the tests of {suite} ended early: {log[-2000:]}")
        return passed, failed

    def write_heads(self, counts, dense):
        (self.root / DENSE_HEADS).write_text(self.dense_heads if dense else "", encoding="utf-8")
        for element, path in HEADS.items():
            lines = []
            for line in self.all_heads[element].splitlines():
                head = re.match(r"\[SoftmaxHead\((\d+)", line)
                if head is None or int(head[1]) in counts[element]:
                    lines.append(line)
            (self.root / path).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def tests(self, suite):
        """The assembly of the tests."""
        project, assembly = SUITES[suite]
        return self.root / project / OUTPUT / f"{assembly}.dll"

    def built(self, library):
        """The library where its own build leaves it."""
        assembly, framework, _ = LIBRARIES[library]
        return self.root / library / "bin" / "Release" / framework / f"{assembly}.dll"

    def loaded(self, library):
        """The library where tests load it from, and the programs that they run."""
        assembly, _, projects = LIBRARIES[library]
        return [self.root / project / OUTPUT / f"{assembly}.dll" for project in projects]

    def dotnet(self, *arguments):
        """What the command wrote, where it failed; else nothing."""
        try:
            done = subprocess.run(["dotnet", *arguments], cwd=self.root, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TEST_LIMIT)
        except subprocess.TimeoutExpired:
            raise Broken(f"dotnet {arguments[0]} took more than {TEST_LIMIT} s") from None
        return "" if done.returncode == 0 else done.stdout + done.stderr or f"exit code {done.returncode}"


def library_of(mutation):
    """The project with the file that a mutation changes."""
    return next(folder for folder in LIBRARIES if mutation["file"].startswith(folder + "/"))


def heads_of(filters):
    """The class counts of the heads that tests of these filters need, by element, and whether they need dense layers."""
    named = [{int(count) for count in re.findall(r"classes: (\d+)", filter)} for filter in filters]
    dense = any("Dense" in filter for filter in filters)
    counts = set().union(*named) if all(named) else CLASS_COUNTS
    return {element: counts for element in HEADS}, dense


def short(name):
    """A test's name without its namespace."""
    method, parenthesis, parameters = name.partition("(")
    return ".".join(method.split(".")[-2:]) + parenthesis + parameters


def write_page(mutations, results):
    rows = ["| mutation | file | what it changes | first failing test |", "| --- | --- | --- | --- |"]
    for mutation, (verdict, failures) in zip(mutations, results):
        tests = "<br>".join(f"`{short(failure)}`" for failure in failures) if verdict == "killed" else f"**{verdict}**"
        changes = mutation["changes"].replace("|", "\\|")
        rows.append(f"| {mutation['name']} | {Path(mutation['file']).name} | {changes} | {tests} |")
    killed = sum(1 for verdict, _ in results if verdict == "killed")
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{killed} of {len(mutations)} killed.\n\n" + "\n".join(rows) + f"\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
