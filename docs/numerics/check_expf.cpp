// Exhaustive check of the float exp kernels: every float in [-104, 88.7], then every float in [-386, 256] (the range z
// takes in a head before the maximum has to be subtracted), against the C library's double exp (wrong by < 2^-52).
//
//   g++ -O3 -march=haswell -ffp-contract=off -pthread -o check_expf check_expf.cpp && ./check_expf
//
// Measured is the factor p of p * 2^n, before scaling: scaling is exact for results in the normal range. "ulp" is one
// ulp of the binade that holds the exact result. A descent is a pair of neighbours z < z' with kernel(z) > kernel(z').
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <thread>
#include <vector>

template <bool F> static inline float mad(float a, float b, float c) { if (F) return __builtin_fmaf(a, b, c); float t = a * b; return t + c; }
static inline double pow2(int n) { uint64_t b = (uint64_t)(int64_t)(1023 + n) << 52; double d; memcpy(&d, &b, 8); return d; }
static inline float of_bits(uint32_t b) { float f; memcpy(&f, &b, 4); return f; }
static inline uint32_t bits_of(float f) { uint32_t b; memcpy(&b, &f, 4); return b; }

struct Result { float p; int n; };
constexpr float Magic = 12582912.0f, Log2E = 1.442695f;
enum Reduction { Short, Full };     // C1 of 9 bits, or C1 of 24 bits (right only with FMA)
enum Ending { Horner, Split };      // ... (p r + 1) r + 1, or 1 + (r + r^2 p)

constexpr float CA[] = { 1, 1, 0.5f, 0.16666535f, 0.04166724f, 0.008367436f, 0.0013863439f };
constexpr float CAfree[] = { 1, 1, 0.49999994f, 0.16666521f, 0.04166826f, 0.008368752f, 0.0013823722f };
constexpr float CBar[] = { 1, 1, 0.5f, 0.1666657685f, 0.04166655444f, 0.008363202972f, 0.001392621347f };
constexpr float CB[] = { 1, 1, 0.5f, 0.16672069f, 0.041668523f };
constexpr float CBfree[] = { 1, 1, 0.5000002f, 0.16672108f, 0.04164508f };

template <bool F, Reduction Red, Ending End> static inline Result kernel_a(float z, const float (&c)[7]) {
    float t = mad<F>(z, Log2E, Magic), n = t - Magic;
    float r = mad<F>(-n, Red == Short ? 0.693359375f : 0.693147181f, z);
    r = mad<F>(-n, Red == Short ? -0.00021219444f : -1.90465421e-9f, r);
    float p = c[6];
    for (int j = 5; j >= 2; j--) p = mad<F>(p, r, c[j]);
    if (End == Horner) { p = mad<F>(p, r, 1.0f); p = mad<F>(p, r, 1.0f); }
    else p = 1.0f + mad<F>(r * r, p, r);
    return { p, (int)n };
}
constexpr float T[4] = { 1, 1.1892071f, 1.4142135f, 1.6817929f }, L[4] = { 0, 3.7976353e-8f, 2.4203235e-8f, -2.4755327e-8f };
constexpr float G[4] = { 1.0289485f, 1.2236329f, 1.455153f, 1.7304783f };
constexpr double Scale = 1.0289485454559326;  // G[k] = Scale 2^(k/4), each good to 0.007 x 2^-24
// Rem adds the table's remainder, T - float(T), before the last addition.
template <bool F, bool Rem> static inline Result kernel_b(float z, const float (&c)[5], const float* T = ::T) {
    float t = mad<F>(z, 5.77078f, Magic), n = t - Magic;
    float r = mad<F>(-n, 0.17333984375f, z);
    r = mad<F>(-n, -5.304861e-5f, r);
    int i = (int)n, k = i & 3;
    float q = mad<F>(mad<F>(mad<F>(c[4], r, c[3]), r, c[2]), r, 1.0f), tr = T[k] * r;
    return { Rem ? mad<F>(tr, q, L[k]) + T[k] : mad<F>(tr, q, T[k]), i >> 2 };
}

struct Stat {
    double rel = 0, ulp = 0, drop = 0; float zrel = 0, zulp = 0; long descents = 0;
    void merge(const Stat& o) {
        if (o.rel > rel) rel = o.rel, zrel = o.zrel;
        if (o.ulp > ulp) ulp = o.ulp, zulp = o.zulp;
        drop = std::fmax(drop, o.drop), descents += o.descents;
    }
};
#define VARIANTS(X) \
    X("A   Horner, c2 = 1/2, FMA", (kernel_a<true, Short, Horner>(z, CA))) \
    X("A   Horner, c2 = 1/2, mul+add", (kernel_a<false, Short, Horner>(z, CA))) \
    X("A'  Horner, c2 free, FMA", (kernel_a<true, Short, Horner>(z, CAfree))) \
    X("A'  Horner, c2 free, mul+add", (kernel_a<false, Short, Horner>(z, CAfree))) \
    X("A   24-bit C1, c2 = 1/2, FMA", (kernel_a<true, Full, Horner>(z, CA))) \
    X("A   24-bit C1, other c, FMA", (kernel_a<true, Full, Horner>(z, CBar))) \
    X("A   1 + (r + r^2 p), FMA", (kernel_a<true, Short, Split>(z, CA))) \
    X("A   1 + (r + r^2 p), mul+add", (kernel_a<false, Short, Split>(z, CA))) \
    X("B   quarter steps, FMA", (kernel_b<true, false>(z, CB))) \
    X("B   quarter steps, mul+add", (kernel_b<false, false>(z, CB))) \
    X("B   quarter steps, c2 free, FMA", (kernel_b<true, false>(z, CBfree))) \
    X("B   quarter steps, c2 free, mul+add", (kernel_b<false, false>(z, CBfree))) \
    X("B+  with remainder, FMA", (kernel_b<true, true>(z, CB))) \
    X("B+  with remainder, mul+add", (kernel_b<false, true>(z, CB))) \
    X("B*  scaled table, FMA", (kernel_b<true, false>(z, CB, G))) \
    X("B*  scaled table, mul+add", (kernel_b<false, false>(z, CB, G)))
#define ONE(name, call) 1 +
constexpr int Count = VARIANTS(ONE) 0;

static inline void measure(Stat& s, Result k, float z, double exact, double& previous) {
    double want = exact * pow2(-k.n), err = std::fabs(k.p - want), rel = err / want * 0x1p24;
    uint64_t b; memcpy(&b, &want, 8);
    double u = pow2((int)(b >> 52) - 1023 - 23), ulp = err / u;
    if (rel > s.rel) s.rel = rel, s.zrel = z;
    if (ulp > s.ulp) s.ulp = ulp, s.zulp = z;
    double v = (double)k.p * pow2(k.n);
    if (v < previous) s.descents++, s.drop = std::fmax(s.drop, (previous - v) / (u * pow2(k.n)));
    previous = v;
}
// from and to are indices on the ordered line of floats; z ascends.
static float at(int64_t i) { return i >= 0 ? of_bits((uint32_t)i) : -of_bits((uint32_t)-i); }
static void sweep(int64_t from, int64_t to, Stat* out) {
    double previous[Count]; for (double& p : previous) p = -1;
    for (int64_t i = from; i <= to; i++) {
        float z = at(i); double exact = std::exp((double)z); int v = 0;
#define RUN(name, call) measure(out[v], call, z, name[1] == '*' ? exact * Scale : exact, previous[v]), v++;
        VARIANTS(RUN)
    }
}
static void run(float lo, float hi) {
    int64_t a = -(int64_t)bits_of(-lo), b = bits_of(hi); int threads = std::thread::hardware_concurrency(), parts = 64;
    std::vector<std::vector<Stat>> stats(parts, std::vector<Stat>(Count)); std::vector<std::thread> pool;
    for (int w = 0; w < threads; w++) pool.emplace_back([&, w] {
        for (int p = w; p < parts; p += threads) sweep(a + (b - a) * p / parts, a + (b - a) * (p + 1) / parts, stats[p].data());  // parts share an endpoint
    });
    for (auto& t : pool) t.join();
    for (int p = 1; p < parts; p++) for (int v = 0; v < Count; v++) stats[0][v].merge(stats[p][v]);
    printf("[%g, %g], %lld floats\n", lo, hi, (long long)(b - a + 1));
    const char* names[] = {
#define NAME(name, call) name,
        VARIANTS(NAME) };
    for (int v = 0; v < Count; v++) { Stat& s = stats[0][v]; printf("  %-36s rel %.4f x 2^-24 at %.9g   ulp %.4f at %.9g   descents %ld, worst %.0f ulp\n", names[v], s.rel, s.zrel, s.ulp, s.zulp, s.descents, s.drop); }
    fflush(stdout);
}
int main() { run(-104.0f, 88.7f); run(-386.0f, 256.0f); }
