"""Fits the exp polynomials. Pure Python 3 + mpmath; run it and compare with README.md.

Each fit minimises the worst relative error  max |p(r) e^-r - 1|  over |r| <= h by the Remez exchange,
then rounds the coefficients to the working format one at a time, from the low order up, fitting
the remaining ones anew after every rounding.
"""
from mpmath import mp, mpf, exp, log, lu_solve, matrix, nint, frexp, ldexp, floor

mp.dps = 50
LN2 = log(2)


def round_to(x, bits):
    """x rounded to nearest-even with a significand of `bits` bits (no subnormals occur here)."""
    if x == 0:
        return mpf(0)
    _, e = frexp(x)
    return ldexp(nint(ldexp(x, bits - e)), e - bits)


def shortest(x, bits):
    """The shortest decimal that reads back as x in binary32 (bits = 24) or binary64 (bits = 53)."""
    for digits in range(1, 18):
        s = mp.nstr(x, digits, min_fixed=-5, max_fixed=17)
        if round_to(mpf(s), bits) == x:
            s = s[:-2] if s.endswith(".0") else s
            return s + ("f" if bits == 24 else "")
    raise ValueError(x)


def fit(fixed, free, h, grid=1500):
    """Minimax in the relative error for p = sum fixed[j] r^j + sum_{j in free} c_j r^j; free is contiguous and high.

    Returns (coefficients, worst error). The error is |r|^j0 e^-r (q(r) - g(r)) with g = (e^r - fixed) / r^j0, a
    weighted approximation of g by a polynomial q; its weight vanishes at 0, so 0 itself is left out of the set.
    """
    j0, n = free[0], len(free)
    xs = [-h * mp.cospi(mpf(i) / grid) for i in range(grid + 1)]
    xs = [x for x in xs if abs(x) > h / 1000]
    em = [exp(-x) for x in xs]

    def signed(x, e):  # target and basis, both already weighted
        base = sum((c * x ** j for j, c in fixed.items()), mpf(0))
        sgn = -1 if x < 0 and j0 % 2 else 1
        return (1 - base * e) * sgn, [x ** j * e * sgn for j in free]

    rows = [signed(x, e) for x, e in zip(xs, em)]
    # start at Chebyshev-like points of the set
    idx = [round(mpf(len(xs) - 1) * (1 - mp.cospi(mpf(i) / n)) / 2) for i in range(n + 1)]
    for _ in range(60):
        a, b = matrix(n + 1, n + 1), matrix(n + 1, 1)
        for i, k in enumerate(idx):
            for j in range(n):
                a[i, j] = rows[k][1][j]
            a[i, n] = (-1) ** i
            b[i] = rows[k][0]
        sol = lu_solve(a, b)
        c, level = [sol[j] for j in range(n)], abs(sol[n])
        err = [sum(cj * fj for cj, fj in zip(c, f)) - t for t, f in rows]
        runs = []
        for k, v in enumerate(err):  # the extremum of every run of one sign
            if runs and (err[runs[-1]] > 0) == (v > 0):
                if abs(v) > abs(err[runs[-1]]):
                    runs[-1] = k
            else:
                runs.append(k)
        while len(runs) > n + 1:  # keep n + 1 alternating, the largest ones
            if len(runs) == n + 2:
                runs.pop(0 if abs(err[runs[0]]) < abs(err[runs[-1]]) else -1)
            else:
                w = min(range(len(runs) - 1), key=lambda k: max(abs(err[runs[k]]), abs(err[runs[k + 1]])))
                del runs[w:w + 2]
        worst = max(map(abs, err))
        if len(runs) < n + 1 or worst - level < worst * mpf("1e-6") or runs == idx:
            break
        idx = runs
    return dict(zip(free, c)), worst


def fit_rounded(fixed, degree, h, bits):
    fixed, free = dict(fixed), [j for j in range(degree + 1) if j not in fixed]
    first = None
    while free:
        c, worst = fit(fixed, free, h)
        first = first or worst
        fixed[free[0]] = round_to(c[free[0]], bits)
        free = free[1:]
    return [fixed[j] for j in range(degree + 1)], first, true_bound(fixed, h)


def true_bound(c, h, n=20000):
    return max(abs(sum((v * x ** j for j, v in c.items()), mpf(0)) * exp(-x) - 1) for x in (h * (2 * mpf(i) / n - 1) for i in range(n + 1)))


def show(title, c, ideal, bound, bits):
    print(f"// {title}: real-coefficient minimax 2^{mp.nstr(log(ideal, 2), 6)}, as rounded 2^{mp.nstr(log(bound, 2), 6)}"
          f" = {mp.nstr(bound * 2 ** bits, 4)} x 2^-{bits}")
    for j, v in enumerate(c):
        print(f"//   c{j} = {shortest(v, bits)}")
    print("{ " + ", ".join(shortest(v, bits) for v in c) + " }", flush=True)


def main():
    one = mpf(1)
    taylor = {0: one, 1: one, 2: one / 2}
    hf = LN2 / 2 * (1 + mpf(2) ** -12)   # float: covers the rounding of z log2 e to |z| < 512
    hd = LN2 / 2 * (1 + mpf(2) ** -20)   # double
    hq = LN2 / 8 * (1 + mpf(2) ** -10)
    for title, fixed, degree, h, bits in [
        ("A   float, degree 6, c2 = 1/2", taylor, 6, hf, 24),
        ("A'  float, degree 6, c2 free", {0: one, 1: one}, 6, hf, 24),
        ("B   float, quarter steps, degree 4, c2 free", {0: one, 1: one}, 4, hq, 24),
        ("B'  float, quarter steps, degree 4, c2 = 1/2", taylor, 4, hq, 24),
        ("C11 double, degree 11, c2 = 1/2", taylor, 11, hd, 53),
        ("C11' double, degree 11, c2 free", {0: one, 1: one}, 11, hd, 53),
        ("C12 double, degree 12, c2 = 1/2", taylor, 12, hd, 53),
    ]:
        show(title, *fit_rounded(fixed, degree, h, bits), bits)
    print("// reduction constants")
    c1f = mpf("0.693359375")
    print(f"//   float  C1 = {shortest(c1f, 24)}, C2 = {shortest(round_to(LN2 - c1f, 24), 24)}, log2 e = {shortest(round_to(1 / LN2, 24), 24)}")
    print(f"//   float, quarter steps: C1/4 = {shortest(c1f / 4, 24)}, C2/4 = {shortest(round_to(LN2 - c1f, 24) / 4, 24)}, 4 log2 e = {shortest(4 * round_to(1 / LN2, 24), 24)}")
    c1d = ldexp(floor(ldexp(LN2, 32)), -32)
    print(f"//   double C1 = {shortest(c1d, 53)}, C2 = {shortest(round_to(LN2 - c1d, 53), 53)}, log2 e = {shortest(round_to(1 / LN2, 53), 53)}")
    print("// table of scheme B, and the error of each entry in ulp")
    for k in range(4):
        x = mpf(2) ** (mpf(k) / 4)
        t = round_to(x, 24)
        print(f"//   2^({k}/4) = {shortest(t, 24)}  error {mp.nstr((t - x) * 2 ** 23, 4)} ulp, remainder {shortest(round_to(x - t, 24), 24) if k else '0f'}")
    print("// scaled table: the s in [1, 1.05) for which s 2^(k/4), k = 0..3, all lie closest to floats (softmax does not see s)")
    worst, s = min((scaled_error(i), i) for i in range(2 ** 23, int(2 ** 23 * 1.05)))
    print("//   " + ", ".join(shortest(round_to(mpf(2) ** (mpf(k) / 4) * s / 2 ** 23, 24), 24) for k in range(4)) + f"  worst relative error {worst * 2 ** 24:.4f} x 2^-24")


def scaled_error(i):
    worst = 0.0
    for k in (1, 2, 3):
        x = i * 2.0 ** (k / 4)
        if x >= 2.0 ** 24:
            x /= 2
        worst = max(worst, abs(x - round(x)) / x)
    return worst


if __name__ == "__main__":
    main()
