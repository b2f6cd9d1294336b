/* What a key costs: bytes, processor time, latency to the last byte, write(2)
 * calls where strace is at hand (see bench_keys.sh). One line a key.
 *
 *   bench_keys LABEL COLSxROWS [KEY=NAME=COUNT[=QUIET]]... -- PROGRAM WORD...
 *
 * What comes until nothing came for QUIET ms (15) is the answer. A key without
 * a name is typed and not reported. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tty/screen.h"

enum { COUNT_MAX = 500, QUIET_MS = 15, START_MS = 300 };

struct sample {
	double bytes, cpu_ms, last_ms, text;
};

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Field is an offset in doubles. */
static double
quantile(const struct sample *s, int count, size_t field, double q)
{
	double v[COUNT_MAX];

	for (int i = 0; i < count; i++)
		memcpy(&v[i], (const char *)&s[i] + field, sizeof(v[i]));
	qsort(v, (size_t)count, sizeof(v[0]), compare);
	return v[(int)(q * (count - 1) + 0.5)];
}

/* Nanoseconds on a processor, in milliseconds; 0 where the system has no such
 * file. */
static double
cpu_ms(pid_t pid)
{
	char path[64];
	unsigned long long ns = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/schedstat", (int)pid);
	file = fopen(path, "r");
	if (!file)
		return 0;
	if (fscanf(file, "%llu", &ns) != 1)
		ns = 0;
	fclose(file);
	return (double)ns * 1e-6;
}

static bool
sent_any(struct screen *s, void *ctx)
{
	double *last = ctx;
	static size_t seen;

	if (s->sent.size != seen) {
		seen = s->sent.size;
		*last = screen_now();
	}
	return false;
}

static struct sample
measure(struct screen *s, const char *keys, int quiet)
{
	struct sample result = {0};
	double before = cpu_ms(s->pid), start, last;
	char *text;

	screen_mark(s);
	start = last = screen_now();
	screen_keys(s, keys);
	screen_wait(s, quiet, sent_any, &last);
	result.bytes = (double)s->sent.size;
	result.last_ms = (last - start) * 1e3;
	result.cpu_ms = cpu_ms(s->pid) - before;
	text = screen_text(s);
	result.text = (double)strlen(text);
	free(text);
	return result;
}

static void
bench_key(struct screen *s, const char *label, char *spec)
{
	struct sample sample[COUNT_MAX];
	char *name = strchr(spec, '='), *number, *quiet;
	int count;

	if (!name)
		return;
	*name++ = '\0';
	number = strchr(name, '=');
	count = number ? atoi(number + 1) : 20;
	quiet = number ? strchr(number + 1, '=') : NULL;
	if (count > COUNT_MAX)
		count = COUNT_MAX;
	for (int i = 0; i < count; i++)
		sample[i] = measure(
		    s, spec, quiet ? atoi(quiet + 1) : QUIET_MS);
	if (*name == '=' || !*name)
		return; /* only to get somewhere */
	printf("%-10s %-10.*s %7.0f %7.0f %7.0f %6.2f %7.3f %7.2f %7.2f\n",
	    label,
	    (int)strcspn(name, "="), name,
	    quantile(sample, count, offsetof(struct sample, bytes), .5),
	    quantile(sample, count, offsetof(struct sample, bytes), .95),
	    quantile(sample, count, offsetof(struct sample, bytes), 1),
	    quantile(sample, count, offsetof(struct sample, bytes), .5) /
	        quantile(sample, count, offsetof(struct sample, text), .5),
	    quantile(sample, count, offsetof(struct sample, cpu_ms), .5),
	    quantile(sample, count, offsetof(struct sample, last_ms), .5),
	    quantile(sample, count, offsetof(struct sample, last_ms), .95));
}

int
main(int argc, char **argv)
{
	struct screen *s;
	int rows = 24, cols = 80, program = 3;

	if (argc == 1) {
		printf("%-10s %-10s %7s %7s %7s %6s %7s %7s %7s\n", "program",
		    "key", "bytes", "p95", "max", "/text", "cpu ms", "last ms",
		    "p95");
		return 0;
	}
	while (program < argc && strcmp(argv[program], "--") != 0)
		program++;
	if (argc < 4 || program >= argc - 1 ||
	    sscanf(argv[2], "%dx%d", &cols, &rows) != 2)
		return 2;
	s = screen_start(
	    "xterm-256color", rows, cols, argv + program + 1, NULL);
	screen_settle(s, START_MS);
	for (int i = 3; i < program; i++)
		bench_key(s, argv[1], argv[i]);
	screen_stop(s);
	return 0;
}
