"""Fits the log1p polynomials. Pure Python 3 + mpmath; run it and compare with README.md.

1 + x = 2^k (1 + f), t = f / (2 + f), w = t^2 <= wmax:  log(1 + f) = 2 atanh(t) = 2 t + t w L(w),
L(w) = 2/3 + 2/5 w + 2/7 w^2 + ... ; what matters is w L(w) against 2 (1 + w/3 + ...) = log(1 + f) / t,
so each fit minimises the worst of  w |P(w) - L(w)| / (log(1 + f) / t)  over 0 <= w <= wmax.
"""
from mpmath import mp, mpf, atanh, sqrt, log
from fit_exp import round_to, shortest, lu_solve, matrix

mp.dps = 50


def functions(w):
    """(L(w), w / (2 atanh(t) / t))"""
    t = sqrt(w)
    ratio = 2 * atanh(t) / t
    return (ratio - 2) / w, w / ratio


def remez(n, wmax, fixed, grid=1500):
    """Minimax with the coefficients in `fixed` (a low-order prefix) given; n in all."""
    free = range(len(fixed), n)
    m = len(free)
    ws = [wmax * (1 - mp.cospi(mpf(i) / grid)) / 2 for i in range(1, grid + 1)]
    fs = [functions(w) for w in ws]
    rows = [((L - sum((c * w ** j for j, c in enumerate(fixed)), mpf(0))) * g, [w ** j * g for j in free]) for w, (L, g) in zip(ws, fs)]
    idx = [int((len(ws) - 1) * (1 - mp.cospi(mpf(i + mpf(1) / 2) / (m + mpf(1) / 2))) / 2) for i in range(m)] + [len(ws) - 1]
    for _ in range(60):
        a, b = matrix(m + 1, m + 1), matrix(m + 1, 1)
        for i, k in enumerate(idx):
            for j in range(m):
                a[i, j] = rows[k][1][j]
            a[i, m] = (-1) ** i
            b[i] = rows[k][0]
        sol = lu_solve(a, b)
        c, level = [sol[j] for j in range(m)], abs(sol[m])
        err = [sum(x * y for x, y in zip(c, f)) - t for t, f in rows]
        runs = []
        for k, v in enumerate(err):
            if runs and (err[runs[-1]] > 0) == (v > 0):
                if abs(v) > abs(err[runs[-1]]):
                    runs[-1] = k
            else:
                runs.append(k)
        while len(runs) > m + 1:
            runs.pop(0 if abs(err[runs[0]]) < abs(err[runs[-1]]) else -1)
        worst = max(map(abs, err))
        if len(runs) < m + 1 or worst - level < worst * mpf("1e-6") or runs == idx:
            break
        idx = runs
    return c, worst


def fit(n, wmax):
    fixed, first = [], None
    while len(fixed) < n:
        c, worst = remez(n, wmax, fixed)
        first = first or worst
        fixed.append(round_to(c[0], 53))
    bound = mpf(0)
    for i in range(1, 10001):
        w = wmax * i / 10000
        L, g = functions(w)
        bound = max(bound, abs(sum(c * w ** j for j, c in enumerate(fixed)) - L) * g)
    return fixed, first, bound


def main():
    slop = 1 + mpf(2) ** -30
    # split at 3/2: f in [-1/4, 1/2), |t| <= 1/5.  split at sqrt 2: |t| <= (sqrt 2 - 1)/(sqrt 2 + 1)
    at32, at_sqrt2 = mpf(1) / 25 * slop, ((sqrt(2) - 1) / (sqrt(2) + 1)) ** 2 * slop
    for title, n, wmax in [("D  split at 3/2", 6, at32), ("D  split at 3/2", 7, at32), ("D  split at 3/2", 8, at32), ("D0 split at sqrt 2 (fdlibm)", 7, at_sqrt2),
                           ("D2 split at sqrt 2", 3, at_sqrt2), ("D2 split at sqrt 2", 4, at_sqrt2), ("D2 split at sqrt 2", 5, at_sqrt2), ("D2 split at 3/2", 4, at32)]:
        c, first, bound = fit(n, wmax)
        print(f"// {title}, {n} coefficients: real-coefficient minimax 2^{mp.nstr(log(first, 2), 6)}, as rounded 2^{mp.nstr(log(bound, 2), 6)}")
        print("{ " + ", ".join(shortest(v, 53) for v in c) + " }", flush=True)
    hi = mp.ldexp(mp.floor(mp.ldexp(log(2), 32)), -32)
    print(f"// ln 2 = {shortest(round_to(log(2), 53), 53)} = {shortest(hi, 53)} + {shortest(round_to(log(2) - hi, 53), 53)}")


if __name__ == "__main__":
    main()
