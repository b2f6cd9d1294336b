/* Medians of how long commands take, from start to end, run in turn so that a
 * busy moment meets all of them alike.
 *
 *   bench_time ROUNDS COMMAND [ARGUMENT]... [-- COMMAND [ARGUMENT]...]...
 *
 * prints a line for each command: milliseconds, and those of a processor.
 * Their output is thrown away. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

enum { COMMANDS = 16, ROUNDS = 2000 };

struct took {
	double wall[ROUNDS];
	double cpu[ROUNDS];
};

static double
run(char **command, double *cpu)
{
	posix_spawn_file_actions_t streams;
	struct timespec from, to;
	struct rusage used;
	pid_t child;
	int status;

	posix_spawn_file_actions_init(&streams);
	posix_spawn_file_actions_addopen(&streams, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&streams, 1, "/dev/null", O_WRONLY, 0);
	clock_gettime(CLOCK_MONOTONIC, &from);
	if (posix_spawnp(
	        &child, command[0], &streams, NULL, command, environ) != 0 ||
	    wait4(child, &status, 0, &used) != child) {
		perror(command[0]);
		exit(2);
	}
	clock_gettime(CLOCK_MONOTONIC, &to);
	posix_spawn_file_actions_destroy(&streams);
	if (!WIFEXITED(status) || WEXITSTATUS(status) == 127) {
		fprintf(stderr, "bench_time: %s does not run\n", command[0]);
		exit(2);
	}
	*cpu = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
	       (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
	return (double)(to.tv_sec - from.tv_sec) * 1e3 +
	       (double)(to.tv_nsec - from.tv_nsec) / 1e6;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(double *time, int count)
{
	qsort(time, (size_t)count, sizeof(*time), compare);
	return time[count / 2];
}

int
main(int argc, char **argv)
{
	static struct took took[COMMANDS];
	char **command[COMMANDS];
	int rounds = argc > 2 ? atoi(argv[1]) : 0, count = 0;

	if (rounds < 1 || rounds > ROUNDS)
		return 2;
	command[count++] = argv + 2;
	for (int i = 2; i < argc; i++) {
		if (strcmp(argv[i], "--") != 0 || count == COMMANDS)
			continue;
		argv[i] = NULL;
		command[count++] = argv + i + 1;
	}
	for (int r = -1; r < rounds; r++) { /* the first is not counted */
		for (int i = 0; i < count; i++)
			took[i].wall[r < 0 ? 0 : r] =
			    run(command[i], &took[i].cpu[r < 0 ? 0 : r]);
	}
	for (int i = 0; i < count; i++)
		printf("%.3f %.3f\n", median(took[i].wall, rounds),
		    median(took[i].cpu, rounds));
	return 0;
}
