#!/usr/bin/env python3
"""Draws the pictures of docs/losses.md as SVG, into the directory of this script or the one that is named.

    python3 docs/losses/draw.py [DIRECTORY]

Needs Python 3.8 and nothing else. A test compares the pictures with what the script draws.
"""

import math
import sys
from pathlib import Path

WIDTH, HEIGHT = 860, 330
TOP, BOTTOM = 45, 270

# Told apart in every common form of colour blindness (Okabe and Ito's palette).
COLOURS = ["#000000", "#0072b2", "#009e73", "#d55e00", "#cc79a7"]


def softmax(logits):
    largest = max(logits)
    terms = [math.exp(z - largest) for z in logits]
    return [term / sum(terms) for term in terms]


def number(value):
    """One digit behind the point, and no negative zero."""
    return "%.1f" % (round(value, 1) + 0.0)


class Panel:
    """A plot between two edges of the picture."""

    def __init__(self, picture, left, right, title, x, y, x_title, is_log=False):
        self.lines, self.left, self.right, self.x, self.y, self.is_log = picture.lines, left, right, x, y, is_log
        picture.text((left + right) / 2, 28, title, "middle", size=15)
        picture.text((left + right) / 2, BOTTOM + 42, x_title, "middle")
        self.picture = picture

    def at(self, x, y):
        least, most = self.x
        share = math.log(x / least) / math.log(most / least) if self.is_log else (x - least) / (most - least)
        return (
            self.left + (self.right - self.left) * share,
            BOTTOM - (BOTTOM - TOP) * (y - self.y[0]) / (self.y[1] - self.y[0]),
        )

    def grid(self, xs, ys):
        for x in xs:
            place = self.at(x, 0)[0]
            self.picture.line((place, TOP), (place, BOTTOM), "#e0e0e0")
            self.picture.text(place, BOTTOM + 18, "%g" % x, "middle")
        for y in ys:
            place = self.at(self.x[0], y)[1]
            self.picture.line((self.left, place), (self.right, place), "#808080" if y == 0 else "#e0e0e0")
            self.picture.text(self.left - 8, place + 4, "%g" % y, "end")

    def curve(self, function, colour, dashes=""):
        """Points 1/200 of the width apart, where the curve is inside of the plot."""
        least, most = self.x
        points = []
        for i in range(201):
            x = least * (most / least) ** (i / 200) if self.is_log else least + (most - least) * i / 200
            y = function(x)
            if self.y[0] <= y <= self.y[1]:
                points.append(",".join(number(value) for value in self.at(x, y)))
        style = ' stroke-dasharray="%s"' % dashes if dashes else ""
        self.lines.append(
            '<polyline points="%s" fill="none" stroke="%s" stroke-width="2"%s/>' % (" ".join(points), colour, style)
        )

    def bar(self, x, width, y, colour, is_filled=True):
        """From 0 to y; x and width are those of the axis."""
        left, top = self.at(x, y)
        right, bottom = self.at(x + width, 0)
        fill = 'fill="%s"' % colour if is_filled else 'fill="none" stroke="%s" stroke-dasharray="4 3"' % colour
        self.lines.append(
            '<rect x="%s" y="%s" width="%s" height="%s" %s/>'
            % (number(left), number(top), number(right - left), number(bottom - top), fill)
        )


class Picture:
    def __init__(self, title):
        self.lines = [
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">'
            % (WIDTH, HEIGHT),
            "<title>%s</title>" % title,
            '<rect width="%d" height="%d" fill="#ffffff"/>' % (WIDTH, HEIGHT),
        ]

    def text(self, x, y, text, anchor="start", size=0, colour="#000000"):
        style = ' font-size="%d"' % size if size else ""
        self.lines.append(
            '<text x="%s" y="%s" text-anchor="%s" fill="%s"%s>%s</text>'
            % (number(x), number(y), anchor, colour, style, text.replace("&", "&amp;").replace("<", "&lt;"))
        )

    def line(self, start, end, colour, width=1):
        self.lines.append(
            '<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="%s"/>'
            % (*(number(value) for value in (*start, *end)), colour, width)
        )

    def legend(self, x, y, names, first=0):
        for i, name in enumerate(names):
            self.line((x, y + 22 * i), (x + 22, y + 22 * i), COLOURS[first + i], 3)
            self.text(x + 29, y + 22 * i + 4, name)

    def save(self, directory, name):
        (directory / name).write_bytes(("\n".join(self.lines) + "\n</svg>\n").encode())


def temperature(directory):
    logits = [2, 1, -1]
    picture = Picture("The probabilities of three classes against the temperature")
    panel = Panel(picture, 60, 640, "probabilities of the logits 2, 1, -1", (0.1, 10), (0, 1), "temperature T", is_log=True)
    panel.grid([0.1, 0.2, 0.5, 1, 2, 5, 10], [0, 0.25, 0.5, 0.75, 1])
    for i in range(3):
        panel.curve(lambda t, i=i: softmax([z / t for z in logits])[i], COLOURS[i + 1])
    picture.legend(665, 70, ["logit %d" % z for z in logits], first=1)
    picture.save(directory, "temperature.svg")


def smoothing(directory):
    classes = 10
    picture = Picture("Loss and gradient with and without label smoothing")
    names = [(0, "e = 0"), (0.1, "e = 0.1"), (0.3, "e = 0.3")]

    def sure(gap):
        return softmax([gap] + [0] * (classes - 1))

    def loss(gap, e):
        return -sum(((1 - e if i == 0 else 0) + e / classes) * math.log(p) for i, p in enumerate(sure(gap)))

    def gradient(gap, e):
        return sure(gap)[0] - (1 - e + e / classes)

    left = Panel(picture, 50, 370, "loss", (-4, 14), (0, 4), "label's logit above the others, 10 classes")
    left.grid([-4, 0, 4, 8, 12], [0, 1, 2, 3, 4])
    right = Panel(picture, 440, 760, "gradient at the label's logit", (-4, 14), (-1, 0.4), "label's logit above the others, 10 classes")
    right.grid([-4, 0, 4, 8, 12], [-1, -0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4])
    for i, (e, _) in enumerate(names):
        left.curve(lambda gap, e=e: loss(gap, e), COLOURS[i])
        right.curve(lambda gap, e=e: gradient(gap, e), COLOURS[i])
    picture.legend(774, 70, [name for _, name in names])
    picture.save(directory, "smoothing.svg")


def weights(directory):
    picture = Picture("What a model of two classes learns with class weights")
    panel = Panel(picture, 60, 640, "probability that the loss is smallest for", (0, 1), (0, 1), "how often class 1 is right")
    panel.grid([0, 0.2, 0.4, 0.6, 0.8, 1], [0, 0.25, 0.5, 0.75, 1])
    ratios = [1, 4, 10]
    for i, ratio in enumerate(ratios):
        panel.curve(lambda share, ratio=ratio: ratio * share / (ratio * share + 1 - share), COLOURS[i])
    picture.legend(665, 70, ["w = 1, %d" % ratio for ratio in ratios])
    picture.save(directory, "weights.svg")


def ignored(directory):
    # The labels of six rows; None is ignored.
    rows = [(1, 0.9), (0, 0.4), (None, 2.1), (2, 1.5), (None, 0.7), (1, 0.6)]
    counted = [loss for label, loss in rows if label is not None]
    mean = sum(counted) / len(counted)
    picture = Picture("A batch of which two rows are ignored")
    panel = Panel(picture, 60, 640, "losses of six rows", (0, 6), (0, 2.5), "")
    panel.grid([], [0, 0.5, 1, 1.5, 2, 2.5])
    for i, (label, loss) in enumerate(rows):
        panel.bar(i + 0.2, 0.6, loss, COLOURS[1] if label is not None else "#808080", label is not None)
        picture.text(panel.at(i + 0.5, 0)[0], BOTTOM + 18, "label %s" % (-100 if label is None else label), "middle")
    start, end = panel.at(0, mean), panel.at(6, mean)
    picture.line(start, end, COLOURS[3], 2)
    picture.text(652, end[1] + 4, "mean %g = %s / %d" % (mean, "%g" % sum(counted), len(counted)), colour=COLOURS[3])
    picture.text(652, 70, "dashed: ignored,")
    picture.text(652, 88, "loss and gradient 0")
    picture.save(directory, "ignored.svg")


def focal(directory):
    picture = Picture("Focal loss and its gradient against the label's probability")
    exponents = [0, 0.5, 1, 2, 5]

    def loss(p):
        return -math.log(max(p, 1e-300))

    left = Panel(picture, 50, 370, "loss", (0, 1), (0, 5), "probability of the label")
    left.grid([0, 0.2, 0.4, 0.6, 0.8, 1], [0, 1, 2, 3, 4, 5])
    right = Panel(picture, 440, 760, "gradient at the label's logit", (0, 1), (-1.6, 0), "probability of the label")
    right.grid([0, 0.2, 0.4, 0.6, 0.8, 1], [-1.6, -1.2, -0.8, -0.4, 0])
    for i, g in enumerate(exponents):
        left.curve(lambda p, g=g: (1 - p) ** g * loss(p), COLOURS[i])
        right.curve(lambda p, g=g: -((1 - p) ** g) * (1 - p + g * p * loss(p)), COLOURS[i])
    picture.legend(774, 70, ["g = %g" % g for g in exponents])
    picture.save(directory, "focal.svg")


def targets(directory):
    classes, label, e, w = 5, 1, 0.2, [0.5, 0.5, 2, 1, 0]
    smooth = [(1 - e if c == label else 0) + e / classes for c in range(classes)]
    picture = Picture("The effective targets of a label")
    steps = [
        ("label 1", [1 if c == label else 0 for c in range(classes)]),
        ("e = 0.2: q", smooth),
        ("w = 0.5, 0.5, 2, 1, 0: q w", [q * weight for q, weight in zip(smooth, w)]),
    ]
    for i, (title, values) in enumerate(steps):
        panel = Panel(picture, 50 + 275 * i, 275 + 275 * i, title, (0, classes), (0, 1), "class")
        panel.grid([], [0, 0.25, 0.5, 0.75, 1])
        for c, value in enumerate(values):
            panel.bar(c + 0.15, 0.7, value, COLOURS[1 if c == label else 2])
            middle, top = panel.at(c + 0.5, value)
            picture.text(middle, top - 5, "%g" % round(value, 4), "middle", size=11)
            picture.text(middle, BOTTOM + 18, str(c), "middle")
    picture.save(directory, "targets.svg")


def main():
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    for draw in (temperature, smoothing, weights, ignored, focal, targets):
        draw(directory)


if __name__ == "__main__":
    main()
