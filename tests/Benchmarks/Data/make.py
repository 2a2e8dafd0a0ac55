#!/usr/bin/env python3
"""Writes the weights that the heads with dense layers are timed with, beside this file.

    python3 tests/Benchmarks/Data/make.py

They are random: how long a layer takes does not depend on what its weights are. The seed is fixed, and so are the files.
"""
import pathlib
import random

# Features and classes.
SHAPES = [(30, 2), (64, 10), (784, 10), (128, 100)]
SEED = 1


def main():
    directory = pathlib.Path(__file__).parent
    for features, classes in SHAPES:
        numbers = random.Random(SEED)
        # The logits of features between 0 and 1 then differ by a few units, as those of a trained classifier do.
        limit = 3 / features ** 0.5
        rows = [
            [numbers.uniform(-limit, limit) for _ in range(features)] + [numbers.uniform(-1, 1)]
            for _ in range(classes)
        ]
        with open(directory / f"dense-{features}x{classes}.csv", "w", encoding="ascii", newline="\n") as file:
            file.write(f"# {classes} classes, {features} features: random weights, then the bias. Made by make.py.\n")
            for row in rows:
                file.write(",".join(f"{value:.4f}" for value in row) + "\n")


if __name__ == "__main__":
    main()
