/* Several literals at once, by three bytes of each: half-byte tables and
 * vector shuffles where the processor has them (the idea is Hyperscan's
 * "Teddy"), whole-byte tables elsewhere. Candidates are compared in full. */
#include "search/literal.h"

#include <string.h>

#include "base/mem.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define LITERAL_X86 1
#include <immintrin.h>
#else
#define LITERAL_X86 0
#endif

static unsigned char
small(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

static bool
is_letter(unsigned char c)
{
	return small(c) >= 'a' && small(c) <= 'z';
}

/* How rare a byte is in prose: its place in the order of frequency. */
static unsigned
rarity(unsigned char c)
{
	static const char common[] = " etaoinsrhldcumfpgwybv.,k1290";
	const char *p = c ? strchr(common, small(c)) : NULL;

	return p ? (unsigned)(p - common) : sizeof(common);
}

/* The rarest three neighbours. */
static uint8_t
best_window(const struct literal *l)
{
	unsigned best = 0;
	uint8_t at = 0;

	for (uint8_t i = 0; i + 3 <= l->size; i++) {
		unsigned sum = 0;

		for (int k = 0; k < 3; k++)
			sum += rarity((unsigned char)l->bytes[i + k]);
		if (sum > best) {
			best = sum;
			at = i;
		}
	}
	return at;
}

static void
allow(struct literal_finder *f, int place, unsigned char c, uint8_t bit)
{
	f->byte[place][c] |= bit;
	f->low[place][c & 15] |= bit;
	f->high[place][c >> 4] |= bit;
}

static void
add_literal(struct literal_finder *f, unsigned row)
{
	const struct literal *l = &f->set.item[row];
	uint8_t bit = (uint8_t)(1u << row % 8);

	f->skip[row] = best_window(l);
	for (int k = 0; k < 3; k++) {
		unsigned char c;

		if (f->skip[row] + k >= l->size) {
			f->wild[k] |= bit;
			for (unsigned v = 0; v < 256; v++)
				allow(f, k, (unsigned char)v, bit);
			continue;
		}
		c = (unsigned char)l->bytes[f->skip[row] + k];
		allow(f, k, c, bit);
		if (l->nocase && is_letter(c))
			allow(f, k, c ^ 0x20, bit);
	}
}

static bool
same(const struct literal *l, const char *p)
{
	if (!l->nocase)
		return memcmp(p, l->bytes, l->size) == 0;
	for (unsigned i = 0; i < l->size; i++) {
		if (small((unsigned char)p[i]) != (unsigned char)l->bytes[i])
			return false;
	}
	return true;
}

/* The literal of one of these bits whose window stands at p. */
static const char *
verify(const struct literal_finder *f, unsigned bits, const char *p,
    const char *from, const char *end)
{
	for (unsigned i = 0; i < f->set.count; i++) {
		const struct literal *l = &f->set.item[i];

		if (bits >> i % 8 & 1 && p - from >= f->skip[i] &&
		    end - p >= l->size - f->skip[i] && same(l, p - f->skip[i]))
			return p - f->skip[i];
	}
	return NULL;
}

static unsigned
bits_at(const struct literal_finder *f, const char *p, const char *end)
{
	unsigned bits = f->byte[0][(unsigned char)p[0]];

	for (int k = 1; k < 3 && bits; k++)
		bits &=
		    end - p > k ? f->byte[k][(unsigned char)p[k]] : f->wild[k];
	return bits;
}

static const char *
find_from(const struct literal_finder *f, const char *p, const char *from,
    const char *end)
{
	for (; p < end; p++) {
		unsigned bits = bits_at(f, p, end);
		const char *hit = bits ? verify(f, bits, p, from, end) : NULL;

		if (hit)
			return hit;
	}
	return NULL;
}

const char *
literal_find_plain(
    const struct literal_finder *f, const char *from, const char *end)
{
	return find_from(f, from, from, end);
}

#if LITERAL_X86
__attribute__((target("ssse3"))) static const char *
find_ssse3(const struct literal_finder *f, const char *from, const char *end)
{
	const __m128i half = _mm_set1_epi8(15);
	const char *p = from;

	for (; end - p >= 16 + 2; p += 16) {
		__m128i all = _mm_set1_epi8(-1);
		unsigned hits;

		for (int k = 0; k < 3; k++) {
			__m128i c = _mm_loadu_si128((const void *)(p + k));
			__m128i low = _mm_load_si128((const void *)f->low[k]);
			__m128i high = _mm_load_si128((const void *)f->high[k]);

			low = _mm_shuffle_epi8(low, _mm_and_si128(c, half));
			high = _mm_shuffle_epi8(
			    high, _mm_and_si128(_mm_srli_epi16(c, 4), half));
			all = _mm_and_si128(all, _mm_and_si128(low, high));
		}
		hits = ~(unsigned)_mm_movemask_epi8(
		           _mm_cmpeq_epi8(all, _mm_setzero_si128())) &
		       0xFFFF;
		for (; hits; hits &= hits - 1) {
			const char *q = p + __builtin_ctz(hits);
			const char *hit =
			    verify(f, bits_at(f, q, end), q, from, end);

			if (hit)
				return hit;
		}
	}
	return find_from(f, p, from, end);
}

__attribute__((target("avx2"))) static const char *
find_avx2(const struct literal_finder *f, const char *from, const char *end)
{
	const __m256i half = _mm256_set1_epi8(15);
	const char *p = from;
	__m256i low[3], high[3];

	for (int k = 0; k < 3; k++) {
		low[k] = _mm256_broadcastsi128_si256(
		    _mm_load_si128((const void *)f->low[k]));
		high[k] = _mm256_broadcastsi128_si256(
		    _mm_load_si128((const void *)f->high[k]));
	}
	for (; end - p >= 32 + 2; p += 32) {
		__m256i all = _mm256_set1_epi8(-1);
		unsigned hits;

		for (int k = 0; k < 3; k++) {
			__m256i c = _mm256_loadu_si256((const void *)(p + k));
			__m256i a = _mm256_shuffle_epi8(
			    low[k], _mm256_and_si256(c, half));
			__m256i b = _mm256_shuffle_epi8(high[k],
			    _mm256_and_si256(_mm256_srli_epi16(c, 4), half));

			all = _mm256_and_si256(all, _mm256_and_si256(a, b));
		}
		hits = ~(unsigned)_mm256_movemask_epi8(
		    _mm256_cmpeq_epi8(all, _mm256_setzero_si256()));
		for (; hits; hits &= hits - 1) {
			const char *q = p + __builtin_ctz(hits);
			const char *hit =
			    verify(f, bits_at(f, q, end), q, from, end);

			if (hit)
				return hit;
		}
	}
	return find_from(f, p, from, end);
}
#endif

void
literal_finder_init(struct literal_finder *f, const struct literal_set *set)
{
	*f = (struct literal_finder){.set = *set};
	for (unsigned i = 0; i < set->count; i++)
		add_literal(f, i);
	f->find = literal_find_plain;
#if LITERAL_X86
	__builtin_cpu_init();
	if (__builtin_cpu_supports("avx2"))
		f->find = find_avx2;
	else if (__builtin_cpu_supports("ssse3"))
		f->find = find_ssse3;
#endif
}

const char *
literal_find(const struct literal_finder *f, const char *from, const char *end)
{
	return f->find(f, from, end);
}
