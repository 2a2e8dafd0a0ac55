// Check of the double exp kernels against the C library's long double exp (64-bit significand); each worst case again
// with __float128.
//
//   g++ -O3 -march=haswell -ffp-contract=off -pthread -o check_exp check_exp.cpp -lquadmath && ./check_exp
//
// Measured is the factor p of p * 2^n, before scaling. "ulp" is one ulp of the binade that holds the exact result.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <quadmath.h>
#include <random>
#include <thread>
#include <vector>

template <bool F> static inline double mad(double a, double b, double c) { if (F) return __builtin_fma(a, b, c); double t = a * b; return t + c; }
struct Result { double p; int n; };
constexpr double Magic = 6755399441055744.0, Log2E = 1.4426950408889634, C1 = 0.6931471803691238, C2 = 1.9082149292705877e-10;

constexpr double P11[] = { 1, 1, 0.5, 0.16666666666666433, 0.041666666666604034, 0.008333333333500387, 0.0013888888926765573, 0.0001984126946558681, 2.4801508721256837e-5, 2.755764139103006e-6, 2.7625171336920416e-7, 2.497821184754196e-8 };
constexpr double P11free[] = { 1, 1, 0.5000000000000011, 0.16666666666666466, 0.04166666666652616, 0.00833333333345628, 0.001388888894452764, 0.00019841269590652123, 2.480149234808163e-5, 2.7557513065985365e-6, 2.7630458514629997e-7, 2.502228064658875e-8 };
constexpr double P12[] = { 1, 1, 0.5, 0.1666666666666668, 0.041666666666666415, 0.008333333333319278, 0.001388888888903291, 0.0001984126989180207, 2.4801587023830074e-5, 2.7557238774058286e-6, 2.755752914133162e-7, 2.5110842017064235e-8, 2.0837229250802138e-9 };

template <bool F, bool Split, int M> static inline Result kernel(double z, const double (&c)[M]) {
    double t = mad<F>(z, Log2E, Magic), n = t - Magic, r = mad<F>(-n, C1, z);
    r = mad<F>(-n, C2, r);
    double p = c[M - 1];
    for (int j = M - 2; j >= 2; j--) p = mad<F>(p, r, c[j]);
    if (Split) p = 1.0 + mad<F>(r * r, p, r);
    else { p = mad<F>(p, r, 1.0); p = mad<F>(p, r, 1.0); }
    return { p, (int)n };
}
#define VARIANTS(X) \
    X("degree 11, c2 = 1/2, FMA", (kernel<true, false>(z, P11))) \
    X("degree 11, c2 = 1/2, mul+add", (kernel<false, false>(z, P11))) \
    X("degree 11, c2 free, FMA", (kernel<true, false>(z, P11free))) \
    X("degree 11, c2 free, mul+add", (kernel<false, false>(z, P11free))) \
    X("degree 12, c2 = 1/2, FMA", (kernel<true, false>(z, P12))) \
    X("degree 12, c2 = 1/2, mul+add", (kernel<false, false>(z, P12))) \
    X("degree 11, 1 + (r + r^2 p), FMA", (kernel<true, true>(z, P11))) \
    X("degree 11, 1 + (r + r^2 p), mul+add", (kernel<false, true>(z, P11)))
#define ONE(name, call) 1 +
constexpr int Count = VARIANTS(ONE) 0;
static const char* Names[] = {
#define NAME(name, call) name,
    VARIANTS(NAME) };
static Result call(int v, double z) {
    int i = 0;
#define PICK(name, call) if (v == i++) return call;
    VARIANTS(PICK)
    return { NAN, 0 };
}
struct Stat { double rel = 0, ulp = 0, zrel = 0, zulp = 0; long points = 0; };
static inline void record(Stat& s, double z, long double exact, Result k) {
    long double want = ldexpl(exact, -k.n), err = fabsl(k.p - want);
    double rel = (double)(err / want) * 0x1p53, ulp = (double)err * (want >= 1 ? 0x1p52 : want >= 0.5L ? 0x1p53 : 0x1p54);  // p stays below 2
    s.points++;
    if (rel > s.rel) s.rel = rel, s.zrel = z;
    if (ulp > s.ulp) s.ulp = ulp, s.zulp = z;
}
static inline void measure(double z, Stat* s) {
    long double exact = expl(z); int v = 0;
#define RUN(name, call) record(s[v++], z, exact, call);
    VARIANTS(RUN)
}
static void work(int seed, long count, Stat* s) {
    std::mt19937_64 g(seed); auto uni = [&](double a, double b) { return a + (b - a) * ((double)(g() >> 11) * 0x1p-53); };
    for (long i = 0; i < count; i++) {
        measure(uni(-0.36, 0.36), s), measure(uni(-1.1, 1.1), s), measure(uni(-40, 40), s), measure(uni(-745.2, 709.8), s), measure(uni(-2900, 2048), s);
        measure((g() & 1 ? 1 : -1) * std::exp2(uni(-60, 0)), s);
        int n = (int)(g() % 1000) - 500;
        measure((n + 0.5) * 0.6931471805599453 + uni(-1, 1) * std::exp2(-uni(0, 50)), s);  // at the ends of the reduced interval
        measure(n * 0.6931471805599453 + uni(-1, 1) * std::exp2(-uni(0, 50)), s);          // around its middle
        measure((double)((long)(g() % 1400000) - 700000) / 1000, s);                         // decimal fractions
    }
}
int main(int argc, char** argv) {
    long count = argc > 1 ? std::atol(argv[1]) : 6000000; int threads = std::thread::hardware_concurrency();
    std::vector<std::vector<Stat>> all(threads, std::vector<Stat>(Count)); std::vector<std::thread> pool;
    for (int w = 0; w < threads; w++) pool.emplace_back([&, w] { work(w + 1, count / threads, all[w].data()); });
    for (auto& t : pool) t.join();
    for (int v = 0; v < Count; v++) {
        Stat s;
        for (auto& t : all) { s.points += t[v].points; if (t[v].ulp > s.ulp) s.ulp = t[v].ulp, s.zulp = t[v].zulp; if (t[v].rel > s.rel) s.rel = t[v].rel, s.zrel = t[v].zrel; }
        Result k = call(v, s.zulp), l = call(v, s.zrel);
        __float128 a = ldexpq(expq(s.zulp), -k.n), b = ldexpq(expq(s.zrel), -l.n);
        double ulp = (double)(fabsq(k.p - a) * ldexpq(1, a >= 1 ? 52 : 53)), rel = (double)(fabsq(l.p - b) / b * ldexpq(1, 53));
        printf("%-38s %ld points: rel %.4f x 2^-53 (quad %.4f) at %.17g   ulp %.4f (quad %.4f) at %.17g\n", Names[v], s.points, s.rel, rel, s.zrel, s.ulp, ulp, s.zulp);
    }
}
