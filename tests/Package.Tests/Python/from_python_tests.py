"""Tests of the functions in docs/from-python.md.

    python3 from_python_tests.py FUNCTIONS DATA

FUNCTIONS is a file with the functions of the page, DATA the directory of the reference classifiers. The models are
stand-ins with the attributes that the functions read; where the libraries are installed, they train models too.
"""
import gzip
import json
import math
import os
import sys
import tempfile
import unittest

FUNCTIONS, DATA = sys.argv[1:3]
page = {"math": math}
with open(FUNCTIONS, encoding="utf-8") as source:
    exec(compile(source.read(), FUNCTIONS, "exec"), page)

try:
    import numpy
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
except ImportError:
    numpy = None

try:
    import torch
except ImportError:
    torch = None


class Array(list):
    """What the functions use of an array or a tensor."""

    def tolist(self):
        return [row.tolist() if isinstance(row, Array) else row for row in self]

    def detach(self):
        return self


class Standin:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)


def array(rows):
    return Array(Array(row) if isinstance(row, list) else row for row in rows)


def classifier(weights, biases, classes, **parameters):
    parameters.setdefault("solver", "lbfgs")
    return Standin(coef_=array(weights), intercept_=array(biases), classes_=array(list(range(classes))), **parameters)


def read(path):
    """Reads weights and biases as the generator does."""
    with open(path, encoding="utf-8") as file:
        lines = [line for line in file.read().split("\n") if line and not line.startswith("#")]
    rows = [[float(number) for number in line.split(",")] for line in lines]
    return [row[:-1] for row in rows], [row[-1] for row in rows]


def written(weights, biases, comment="of\na test"):
    """Writes weights and biases, and reads them back."""
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "weights.csv")
        page["write_weights"](path, weights, biases, comment)
        return read(path)


def probabilities(weights, biases, features):
    """Computes what the head does; one line is the logistic form."""
    logits = [math.fsum([bias, *(w * x for w, x in zip(row, features))]) for row, bias in zip(weights, biases)]
    if len(logits) == 1:
        logits = [0.0, *logits]
    terms = [math.exp(logit - max(logits)) for logit in logits]
    return [term / math.fsum(terms) for term in terms]


def reference(name):
    weights, biases = read(os.path.join(DATA, name + ".weights.csv"))
    with gzip.open(os.path.join(DATA, name + ".test.json.gz"), "rt", encoding="utf-8") as file:
        return weights, biases, json.load(file)


class FromPythonTests(unittest.TestCase):
    def assert_close(self, expected, actual, tolerance=1e-12):
        self.assertEqual(len(expected), len(actual))
        for e, a in zip(expected, actual):
            self.assertLessEqual(abs(e - a), tolerance * abs(e), f"{a} instead of {e}")

    def assert_reference(self, test, weights, biases):
        classes, count = test["classes"], test["features"]
        for row in range(test["rows"]):
            features = test["features_rows"][row * count:(row + 1) * count]
            self.assert_close(test["predict_proba"][row * classes:(row + 1) * classes], probabilities(weights, biases, features))

    def test_several_classes(self):
        for name in ("iris-sklearn", "digits-sklearn"):
            weights, biases, test = reference(name)
            for parameters in ({}, {"multi_class": "auto"}, {"multi_class": "multinomial"}):
                lines = written(*page["logistic_regression"](classifier(weights, biases, test["classes"], **parameters)))
                self.assertEqual((weights, biases), lines)
            self.assert_reference(test, *lines)

    def test_pipeline(self):
        for name in ("iris-sklearn", "digits-sklearn"):
            weights, biases, test = reference(name)
            means = [0.5 + j % 7 for j in range(test["features"])]
            scales = [0.25 + j % 5 for j in range(test["features"])]
            scaler = Standin(with_mean=True, with_std=True, mean_=array(means), scale_=array(scales))
            unfolded = [[w * s for w, s in zip(row, scales)] for row in weights]
            shifted = [b + math.fsum(w * m for w, m in zip(row, means)) for row, b in zip(weights, biases)]

            model = classifier(unfolded, shifted, test["classes"])
            self.assert_reference(test, *written(*page["scaled_logistic_regression"]([scaler, model])))

            scaler = Standin(with_mean=False, with_std=True, mean_=array(means), scale_=array(scales))
            model = classifier(unfolded, biases, test["classes"])
            self.assert_reference(test, *written(*page["scaled_logistic_regression"]([scaler, model])))

            scaler = Standin(with_mean=True, with_std=False, mean_=array(means), scale_=None)
            model = classifier(weights, shifted, test["classes"])
            self.assert_reference(test, *written(*page["scaled_logistic_regression"]([scaler, model])))

    def test_linear(self):
        for name in ("iris-torch", "digits-torch"):
            weights, biases, test = reference(name)
            lines = written(*page["linear"](Standin(weight=array(weights), bias=array(biases))))
            self.assertEqual((weights, biases), lines)
            self.assert_reference(test, *lines)

            self.assertEqual((weights, [0.0] * test["classes"]), written(*page["linear"](Standin(weight=array(weights), bias=None))))

    def test_two_classes(self):
        weights, biases, features = [[1.5, -2.0, 0.25]], [0.125], [0.5, 1.0, 3.0]
        z = 0.75 - 2.0 + 0.75 + 0.125
        for parameters, ratio in (({}, z), ({"multi_class": "auto"}, z), ({"multi_class": "ovr"}, z), ({"multi_class": "multinomial"}, 2 * z)):
            lines = written(*page["logistic_regression"](classifier(weights, biases, 2, **parameters)))
            sigmoid = 1 / (1 + math.exp(-ratio))
            self.assert_close([1 - sigmoid, sigmoid], probabilities(*lines, features))

    def test_one_vs_rest_is_refused(self):
        weights, biases, test = reference("iris-sklearn")
        for parameters in ({"multi_class": "ovr"}, {"multi_class": "auto", "solver": "liblinear"}):
            with self.assertRaises(ValueError):
                page["logistic_regression"](classifier(weights, biases, test["classes"], **parameters))

    @unittest.skipIf(numpy is None, "scikit-learn is not installed")
    def test_models_of_scikit_learn(self):
        random = numpy.random.default_rng(1)
        for classes in (2, 3, 5):
            labels = random.integers(classes, size=200)
            features = random.normal(size=(200, 6)) * [1, 2, 3, 4, 5, 6] + labels[:, None] + 10
            models = [{}]
            if "multi_class" in LogisticRegression().get_params():
                models.append({"multi_class": "multinomial"})
            for parameters in models:
                scaled = make_pipeline(StandardScaler(), LogisticRegression(**parameters)).fit(features, labels)
                lines = written(*page["scaled_logistic_regression"](scaled), comment=f"classes: {scaled.classes_.tolist()}")
                for row, expected in zip(features, scaled.predict_proba(features)):
                    self.assert_close(expected, probabilities(*lines, row), 1e-10)

                model = LogisticRegression(max_iter=10000, **parameters).fit(features, labels)
                lines = written(*page["logistic_regression"](model))
                for row, expected in zip(features, model.predict_proba(features)):
                    self.assert_close(expected, probabilities(*lines, row), 1e-10)

    @unittest.skipIf(torch is None, "PyTorch is not installed")
    def test_layers_of_torch(self):
        torch.manual_seed(1)
        for has_bias in (True, False):
            layer = torch.nn.Linear(6, 4, bias=has_bias)
            features = torch.randn(20, 6)
            expected = torch.softmax(layer.double()(features.double()), 1).tolist()
            lines = written(*page["linear"](layer.float()))
            for row, answer in zip(features.tolist(), expected):
                self.assert_close(answer, probabilities(*lines, row))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
