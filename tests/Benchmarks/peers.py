#!/usr/bin/env python3
"""Times the softmax of native libraries, where they are installed: PyTorch, ONNX Runtime.

    python3 tests/Benchmarks/peers.py

prints, for float, one Markdown table of nanoseconds per row in the form of docs/performance/README.md: batches of as
many rows as the benchmarks use, and one row a call. A library that is not installed is named and left out; that is no
error. Everything runs on one thread.
"""
import importlib
import sys
import time

CLASS_COUNTS = [2, 3, 4, 5, 7, 8, 10, 13, 16, 20, 32, 37, 64, 100, 128, 256, 512, 1000, 4096]
REPETITIONS = 15
SECONDS_PER_REPETITION = 0.02


def batch_rows(classes):
    """The rows of a batch that fits in the first two levels of cache, as in the benchmarks."""
    return max(64, 8192 // classes) // 8 * 8


def nanoseconds(function):
    """The fastest of several repetitions: the others are the same work and an interruption."""
    def once(count):
        start = time.perf_counter_ns()
        for _ in range(count):
            function()
        return (time.perf_counter_ns() - start) / count

    once(3)
    count = max(1, int(SECONDS_PER_REPETITION * 1e9 / once(3)))
    return min(once(count) for _ in range(REPETITIONS))


def torch_columns(modules):
    """PyTorch: softmax, and loss and gradient through autograd."""
    torch = modules["torch"]
    torch.set_num_threads(1)
    name = f"PyTorch {torch.__version__}"

    def logits(rows, classes):
        return torch.rand(rows, classes) * 40 - 20

    def softmax(rows, classes):
        z = logits(rows, classes)
        out = torch.empty_like(z)
        with torch.inference_mode():
            return nanoseconds(lambda: torch.softmax(z, 1, out=out)) / rows

    def gradient(rows, classes):
        z = logits(rows, classes).requires_grad_()
        labels = torch.randint(classes, (rows,))

        def step():
            z.grad = None
            torch.nn.functional.cross_entropy(z, labels).backward()

        return nanoseconds(step) / rows

    return [
        (f"{name}, batch", lambda classes: softmax(batch_rows(classes), classes)),
        (f"{name}, one row", lambda classes: softmax(1, classes)),
        (f"{name}, loss and gradient of a batch", lambda classes: gradient(batch_rows(classes), classes)),
    ]


def onnx_columns(modules):
    """ONNX Runtime: a model that is one Softmax node."""
    numpy, onnx, runtime = modules["numpy"], modules["onnx"], modules["onnxruntime"]
    helper = onnx.helper
    floats = onnx.TensorProto.FLOAT
    graph = helper.make_graph(
        [helper.make_node("Softmax", ["z"], ["a"], axis=1)],
        "softmax",
        [helper.make_tensor_value_info("z", floats, ["rows", "classes"])],
        [helper.make_tensor_value_info("a", floats, ["rows", "classes"])],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = runtime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])

    def softmax(rows, classes):
        z = numpy.random.default_rng(1).uniform(-20, 20, (rows, classes)).astype(numpy.float32)
        return nanoseconds(lambda: session.run(None, {"z": z})) / rows

    name = f"ONNX Runtime {runtime.__version__}"
    return [
        (f"{name}, batch", lambda classes: softmax(batch_rows(classes), classes)),
        (f"{name}, one row", lambda classes: softmax(1, classes)),
    ]


PEERS = [
    ("PyTorch", ["torch"], torch_columns),
    ("ONNX Runtime", ["numpy", "onnx", "onnxruntime"], onnx_columns),
]


def load(names):
    """The modules by name, and the names of those that are not there or cannot be loaded."""
    modules, missing = {}, []
    for name in names:
        try:
            modules[name] = importlib.import_module(name)
        except (ImportError, OSError):
            missing.append(name)
    return modules, missing


def number(value):
    """Three digits or more, as in the other tables."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def main():
    columns = []
    for name, needed, create in PEERS:
        modules, missing = load(needed)
        if missing:
            print(f"{name} is left out; not installed: {', '.join(missing)} (pip install {' '.join(needed)})", file=sys.stderr)
        else:
            columns += create(modules)

    if not columns:
        print("No native peer is installed: there is nothing to time.", file=sys.stderr)
        return

    print(f"| N | {' | '.join(title for title, _ in columns)} |")
    print(f"|{' ---: |' * (len(columns) + 1)}")
    for classes in CLASS_COUNTS:
        cells = [number(measure(classes)) for _, measure in columns]
        print(f"| {classes} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
