// Check of the log1p kernels (x >= 0) against the C library's long double log1p; each worst case again with __float128.
//
//   g++ -O3 -march=haswell -ffp-contract=off -pthread -o check_log1p check_log1p.cpp -lquadmath && ./check_log1p
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <quadmath.h>
#include <random>
#include <thread>
#include <vector>

static inline uint64_t bits(double d) { uint64_t b; memcpy(&b, &d, 8); return b; }
static inline double of_bits(uint64_t b) { double d; memcpy(&d, &b, 8); return d; }
template <bool F> static inline double mad(double a, double b, double c) { if (F) return __builtin_fma(a, b, c); double t = a * b; return t + c; }

constexpr double Ln2 = 0.6931471805599453, Ln2Hi = 0.6931471803691238, Ln2Lo = 1.9082149292705877e-10;
constexpr double L6[] = { 0.6666666666615042, 0.4000000024991928, 0.28571388341376386, 0.22225192234343136, 0.18071513807664785, 0.17374751814185266 };
constexpr double L7[] = { 0.6666666666667268, 0.39999999996176394, 0.2857142939291858, 0.22222138677254774, 0.1818634948761431, 0.15250309864388906, 0.15367317160040284 };
constexpr double L8[] = { 0.666666666666666, 0.4000000000005666, 0.28571428555832035, 0.22222224296101942, 0.1818166589236611, 0.15391111630120027, 0.1317360007095019, 0.1384306881779394 };
constexpr double S7[] = { 0.6666666666666734, 0.3999999999941705, 0.2857142874189053, 0.222221986219018, 0.18183561889042443, 0.15314110869121653, 0.14795363830747213 };
constexpr double H3[] = { 0.6666677608570318, 0.3997757399601949, 0.2987093768207326 };
constexpr double H4[] = { 0.6666666564864675, 0.4000033453430059, 0.2853734698327784, 0.2358147188828137 };
constexpr double H5[] = { 0.6666666667576875, 0.3999999563281158, 0.28572107999053314, 0.2217623685550655, 0.1958346293592452 };

template <bool F, int M> static inline double poly(double w, const double (&c)[M]) { double p = c[M - 1]; for (int j = M - 2; j >= 0; j--) p = mad<F>(p, w, c[j]); return p; }

// 1 + x = 2^k (1 + f) with 1 + f in [3/2 / 2, 3/2) (SplitAt = bits of 3/4) or about [sqrt(1/2), sqrt 2).
// scale = 2^-k; f = (x - (2^k - 1)) 2^-k comes from x itself, not from the rounded 1 + x, so no correction is needed:
// with the split at 3/2, x scale, scale - 1 and their sum are all exact for k <= 52.
template <uint64_t SplitAt> static inline double reduce(double x, double& k) {
    uint64_t i = bits(1.0 + x) + (0x3FF0000000000000 - SplitAt);
    double scale = of_bits(0x7FE0000000000000 - (i & 0x7FF0000000000000));
    k = of_bits(i >> 52 | 0x4330000000000000) - 4503599627371519.0;  // 2^52 + 1023
    return x * scale + (scale - 1.0);
}
constexpr uint64_t At32 = 0x3FE8000000000000, AtSqrt2 = 0x3FE6A09E667F3BCD;

// D: full double accuracy
template <bool F, int M> static inline double log1p_d(double x, const double (&c)[M]) {
    double k, f = reduce<At32>(x, k);
    double t = f / (2.0 + f), w = t * t, h = (0.5 * f) * f;
    double R = w * poly<F>(w, c);
    double y;
    if (F) y = mad<F>(k, Ln2Hi, f - mad<F>(0.5 * f, f, -mad<F>(t, h + R, k * Ln2Lo)));
    else   y = k * Ln2Hi + (f - (h - (t * (h + R) + k * Ln2Lo)));
    return x < INFINITY ? y : x;
}
// D0: as fdlibm does it, for comparison: rounding error of 1 + x by TwoSum, split at sqrt 2, f + correction as hi + lo
template <bool F, int M> static inline double log1p_0(double x, const double (&c)[M]) {
    double u = 1.0 + x, b = u - 1.0, e = (x - b) + (1.0 - (u - b));
    uint64_t i = bits(u) + (0x3FF0000000000000 - AtSqrt2);
    double scale = of_bits(0x7FE0000000000000 - (i & 0x7FF0000000000000)), k = of_bits(i >> 52 | 0x4330000000000000) - 4503599627371519.0;
    double g = u * scale - 1.0, es = e * scale, f = g + es, d = es - (f - g);
    double t = f / (2.0 + f), w = t * t, h = (0.5 * f) * f;
    double R = w * poly<F>(w, c), lo = mad<F>(k, Ln2Lo, d * (1.0 - 2.0 * t));
    double y = mad<F>(k, Ln2Hi, f - (h - mad<F>(t, h + R, lo)));
    return x < INFINITY ? y : x;
}
// D2: for float heads
template <bool F, int M> static inline double log1p_2(double x, const double (&c)[M]) {
    double k, f = reduce<AtSqrt2>(x, k);
    double t = f / (2.0 + f), w = t * t;
    double p = mad<F>(w, poly<F>(w, c), 2.0);
    double y = mad<F>(k, Ln2, t * p);
    return x < INFINITY ? y : x;
}

#define VARIANTS(X) \
    X("D   8 coefficients, FMA", (log1p_d<true>(x, L8))) \
    X("D   8 coefficients, mul+add", (log1p_d<false>(x, L8))) \
    X("D   7 coefficients, FMA", (log1p_d<true>(x, L7))) \
    X("D   7 coefficients, mul+add", (log1p_d<false>(x, L7))) \
    X("D   6 coefficients, FMA", (log1p_d<true>(x, L6))) \
    X("D0  TwoSum, 7 coefficients, FMA", (log1p_0<true>(x, S7))) \
    X("D0  TwoSum, 7 coefficients, mul+add", (log1p_0<false>(x, S7))) \
    X("D2  3 coefficients, FMA", (log1p_2<true>(x, H3))) \
    X("D2  4 coefficients, FMA", (log1p_2<true>(x, H4))) \
    X("D2  4 coefficients, mul+add", (log1p_2<false>(x, H4))) \
    X("D2  5 coefficients, FMA", (log1p_2<true>(x, H5)))
#define ONE(name, call) 1 +
constexpr int Count = VARIANTS(ONE) 0;
static const char* Names[] = {
#define NAME(name, call) name,
    VARIANTS(NAME) };
static double call(int v, double x) {
    int i = 0;
#define PICK(name, call) if (v == i++) return call;
    VARIANTS(PICK)
    return NAN;
}
struct Stat { double ulp = 0, rel = 0, xulp = 0, xrel = 0; long points = 0; };

static inline void record(Stat& s, double x, long double want, double unit, double got, bool normal) {
    if (normal && x < 0x1p-1021) return;  // D2 halves x, which loses a bit of a subnormal number
    double err = (double)fabsl(got - want), u = err / unit, r = (double)(err / want);
    s.points++;
    if (u > s.ulp) s.ulp = u, s.xulp = x;
    if (r > s.rel) s.rel = r, s.xrel = x;
}
static inline void measure(double x, Stat* s) {
    long double want = log1pl(x); double near = (double)want;
    int e = (int)(bits(near) >> 52) - 1023;
    if ((long double)near > want && (bits(near) & 0xFFFFFFFFFFFFF) == 0) e--;  // the binade of the exact value
    double unit = std::ldexp(1.0, std::max(e - 52, -1074)); int v = 0;
#define RUN(name, call) record(s[v++], x, want, unit, call, name[1] == '2');
    VARIANTS(RUN)
}
static void work(int seed, long n, Stat* s) {
    std::mt19937_64 g(seed); auto uni = [&](double a, double b) { return a + (b - a) * ((double)(g() >> 11) * 0x1p-53); };
    for (long i = 0; i < n; i++) {
        measure(uni(0, 0.5), s), measure(uni(0.5, 1), s), measure(uni(0.4, 0.52), s), measure(uni(0.49, 0.66), s), measure(uni(1, 8), s);
        measure(std::exp2(uni(-60, 0)), s), measure(std::exp2(uni(-1, 20)), s), measure(std::exp2(uni(-130, -20)), s), measure(std::exp2(uni(-1000, -50)), s);
        double p = std::ldexp(1.0, (int)(g() % 21)), near = std::ldexp(uni(-1, 1), -(int)(g() % 54));       // near 2^k - 1, 2^k, 1.5 * 2^k - 1, sqrt 2 * 2^k - 1
        for (double c : { p, 1.5 * p, 1.4142135623730951 * p }) for (double o : { 0.0, 1.0 }) { double x = (c - o) + p * near; if (x > 0 && x <= 1e6) measure(x, s); }
    }
}
int main(int argc, char** argv) {
    long n = argc > 1 ? std::atol(argv[1]) : 6000000; int threads = std::thread::hardware_concurrency();
    std::vector<std::vector<Stat>> all(threads, std::vector<Stat>(Count)); std::vector<std::thread> pool;
    for (int w = 0; w < threads; w++) pool.emplace_back([&, w] { work(w + 1, n / threads, all[w].data()); });
    for (auto& t : pool) t.join();
    std::vector<Stat> edge(Count);  // the 2000 doubles on either side of every special point
    for (int k = 0; k <= 20; k++) for (double c : { 1.0, 1.5, 1.4142135623730951, 1.25, 1.75 }) for (double o : { 0.0, 1.0 }) for (int j = -2000; j <= 2000; j++) {
        double x = of_bits(bits(c * std::ldexp(1.0, k) - o) + (int64_t)j); if (x > 0 && x <= 1e6) measure(x, edge.data());
    }
    for (int j = -1074; j <= 19; j++) for (int i = -50; i <= 50; i++) { double x = of_bits(bits(std::ldexp(1.0, j)) + (int64_t)i); if (x > 0 && x <= 1e6) measure(x, edge.data()); }
    all.push_back(edge);
    for (int v = 0; v < Count; v++) {
        Stat s;
        for (auto& t : all) { s.points += t[v].points; if (t[v].ulp > s.ulp) s.ulp = t[v].ulp, s.xulp = t[v].xulp; if (t[v].rel > s.rel) s.rel = t[v].rel, s.xrel = t[v].xrel; }
        __float128 e = log1pq(s.xulp), er = log1pq(s.xrel); int ex; frexpq(e, &ex);
        double quad = (double)(fabsq((__float128)call(v, s.xulp) - e) / ldexpq(1, ex - 53)), quadrel = (double)(fabsq((__float128)call(v, s.xrel) - er) / er);
        printf("%-38s %ld points: ulp %.4f (quad %.4f) at %.17g   rel 2^%.3f (quad 2^%.3f) at %.17g\n", Names[v], s.points, s.ulp, quad, s.xulp, std::log2(s.rel), std::log2(quadrel), s.xrel);
    }
    bool ok = true;
    for (int v = 0; v < Count; v++) {
        double z = call(v, 0.0);
        ok &= bits(z) == 0 && std::isnan(call(v, NAN)) && call(v, INFINITY) == INFINITY;
        ok &= Names[v][1] == '2' || call(v, 5e-324) == 5e-324;
        for (double x : { 1e-300, 4.450147717014403e-308, 1e-38, 1e-20, 0x1p-60 }) ok &= call(v, x) == x;
    }
    printf("0 -> +0, NaN -> NaN, +inf -> +inf, x -> x for tiny x: %s\n", ok ? "yes, all variants" : "NO");
    std::mt19937_64 g(7); long inexact = 0, tried = 0; double last = 0;  // the reduction of D against exact arithmetic
    for (int j = 0; j < 20000000; j++) {
        double x = j < 100000 ? of_bits(bits(0.5) - 50000 + j) : std::exp2(40 * ((double)(g() >> 11) * 0x1p-53) - 4), k, f = reduce<At32>(x, k);
        tried++;
        if ((__float128)f != ldexpq((__float128)x - (ldexpq(1, (int)k) - 1), -(int)k)) inexact++, last = x;
    }
    printf("f inexact at %ld of %ld points (last %.17g)\n", inexact, tried, last);
    // beyond the promised domain
    for (int v : { 0, 8 }) { double worst = 0; for (int k = 20; k < 1022; k++) for (double c : { 1.0, 1.2, 1.4999, 1.5, 1.7 }) { double x = std::ldexp(c, k); worst = std::max(worst, (double)fabsl((call(v, x) - log1pl(x)) / log1pl(x))); } printf("%s up to 2^1022: rel 2^%.2f\n", Names[v], std::log2(worst)); }
}
