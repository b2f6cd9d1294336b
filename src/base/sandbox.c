/* Landlock, seccomp and resource limits, without libraries: the structures
 * that older kernel headers lack are spelt out here. */
#include "base/sandbox.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#include "base/mem.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

static void
limit(unsigned resource, uint64_t value)
{
	struct rlimit now, wanted = {value, value};

	if (getrlimit(resource, &now) == 0 && now.rlim_max < value)
		wanted.rlim_cur = wanted.rlim_max = now.rlim_max;
	setrlimit(resource, &wanted);
}

/* A few more before the end, so that a terminal can be restored. A lower limit
 * that was set before stays. */
static void
limit_seconds(uint64_t seconds)
{
	enum { GRACE = 5 };
	struct rlimit wanted = {seconds, seconds + GRACE}, now;

	if (getrlimit(RLIMIT_CPU, &now) == 0 && now.rlim_cur < seconds)
		return;
	setrlimit(RLIMIT_CPU, &wanted);
}

/* Bytes of addresses in use, 0 when unknown. */
static uint64_t
addresses_used(void)
{
	FILE *f = fopen("/proc/self/statm", "re");
	unsigned long long pages = 0;

	if (!f)
		return 0;
	if (fscanf(f, "%llu", &pages) != 1)
		pages = 0;
	fclose(f);
	return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

void
sandbox_limit(const struct sandbox_limits *limits)
{
	/* The sanitizers reserve terabytes of addresses as they go. */
	if (limits->memory && !SANITIZED)
		limit(RLIMIT_AS, addresses_used() + limits->memory);
	if (limits->file_size)
		limit(RLIMIT_FSIZE, limits->file_size);
	if (limits->files)
		limit(RLIMIT_NOFILE, limits->files);
	if (limits->seconds)
		limit_seconds(limits->seconds);
	if (limits->alone) {
		limit(RLIMIT_NPROC, 0);
		limit(RLIMIT_CORE, 0);
	}
}

#ifdef __linux__

/* Landlock, as of its ABI 6; the kernel says how much of it it knows. */
enum {
	LL_EXECUTE = 1 << 0,
	LL_WRITE_FILE = 1 << 1,
	LL_READ_FILE = 1 << 2,
	LL_READ_DIR = 1 << 3,
	LL_REMOVE_DIR = 1 << 4,
	LL_REMOVE_FILE = 1 << 5,
	LL_MAKE_DIR = 1 << 7,
	LL_MAKE_REG = 1 << 8,
	LL_ABI_1 = (1 << 13) - 1, /* all rights of ABI 1 */
	LL_REFER = 1 << 13,       /* 2 */
	LL_TRUNCATE = 1 << 14,    /* 3 */
	LL_IOCTL_DEV = 1 << 15,   /* 5 */
	LL_NET_TCP = 3,           /* 4: bind, connect */
	LL_SCOPE = 3,             /* 6: abstract sockets, signals */
	LL_READ = LL_READ_FILE | LL_READ_DIR,
	LL_CHANGE = LL_READ | LL_WRITE_FILE | LL_REMOVE_FILE | LL_MAKE_DIR |
	            LL_MAKE_REG | LL_REFER | LL_TRUNCATE,
	LL_OF_FILES = LL_EXECUTE | LL_WRITE_FILE | LL_READ_FILE | LL_TRUNCATE |
	              LL_IOCTL_DEV,
	LL_VERSION_FLAG = 1,
	LL_RULE_PATH = 1,
	LL_NR_CREATE = 444, /* the same on every architecture */
	LL_NR_ADD = 445,
	LL_NR_RESTRICT = 446
};

struct ll_ruleset {
	uint64_t files;
	uint64_t net;
	uint64_t scope;
};

struct ll_path {
	uint64_t allowed;
	int32_t parent;
} __attribute__((packed));

static uint64_t
handled_files(long abi)
{
	uint64_t rights = LL_ABI_1;

	if (abi >= 2)
		rights |= LL_REFER;
	if (abi >= 3)
		rights |= LL_TRUNCATE;
	if (abi >= 5)
		rights |= LL_IOCTL_DEV;
	return rights;
}

static void
allow_paths(int rules, const char *const *paths, size_t count, uint64_t rights)
{
	for (size_t i = 0; i < count; i++) {
		struct ll_path path = {rights, -1};
		struct stat st;

		path.parent = open(paths[i], O_PATH | O_CLOEXEC);
		if (path.parent < 0)
			continue;
		if (fstat(path.parent, &st) == 0 && !S_ISDIR(st.st_mode))
			path.allowed &= LL_OF_FILES;
		syscall(LL_NR_ADD, rules, LL_RULE_PATH, &path, 0);
		close(path.parent);
	}
}

static unsigned
enter_landlock(const struct sandbox *sandbox)
{
	long abi = syscall(LL_NR_CREATE, NULL, 0, LL_VERSION_FLAG);
	struct ll_ruleset set = {.files = handled_files(abi)};
	size_t size = sizeof(set.files);
	int rules;
	bool ok;

	if (abi < 1)
		return 0;
	if (abi >= 4) {
		set.net = LL_NET_TCP;
		size += sizeof(set.net);
	}
	if (abi >= 6) {
		set.scope = LL_SCOPE;
		size += sizeof(set.scope);
	}
	rules = (int)syscall(LL_NR_CREATE, &set, size, 0);
	if (rules < 0)
		return 0;
	allow_paths(
	    rules, sandbox->read, sandbox->read_count, LL_READ & set.files);
	allow_paths(
	    rules, sandbox->write, sandbox->write_count, LL_CHANGE & set.files);
	ok = syscall(LL_NR_RESTRICT, rules, 0) == 0;
	close(rules);
	if (!ok)
		return 0;
	return SANDBOX_FILES | (abi >= 4 ? SANDBOX_NET : 0u) |
	       (abi >= 6 ? SANDBOX_SCOPE : 0u);
}

#if defined(__x86_64__) && defined(__LP64__)
#define FILTER_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define FILTER_ARCH AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define FILTER_ARCH AUDIT_ARCH_RISCV64
#endif

#ifdef FILTER_ARCH

/* Calls that stay. Those that only some architectures have are the older
 * names which C libraries still use there. */
/* clang-format off */
static const uint16_t reader_calls[] = {
	SYS_read, SYS_write, SYS_readv, SYS_writev, SYS_pread64, SYS_pwrite64,
	SYS_pwritev, SYS_lseek, SYS_close, SYS_fstat, SYS_newfstatat, SYS_statx,
	SYS_openat, SYS_readlinkat, SYS_faccessat, SYS_getcwd, SYS_fcntl,
	SYS_ftruncate, SYS_fallocate, SYS_fsync, SYS_fdatasync, SYS_getdents64,
	SYS_munmap, SYS_mremap, SYS_madvise, SYS_brk, SYS_recvmsg, SYS_sendmsg,
	SYS_ppoll, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn,
	SYS_sigaltstack, SYS_setitimer, SYS_getitimer, SYS_clock_gettime,
	SYS_clock_nanosleep, SYS_nanosleep, SYS_gettimeofday, SYS_getpid,
	SYS_gettid, SYS_tgkill, SYS_futex, SYS_restart_syscall, SYS_getrandom,
	SYS_sysinfo, SYS_uname, SYS_exit, SYS_exit_group,
#ifdef SYS_faccessat2
	SYS_faccessat2,
#endif
#ifdef SYS_open
	SYS_open, SYS_stat, SYS_lstat, SYS_readlink, SYS_access, SYS_poll,
	SYS_time,
#endif
};
/* clang-format on */

/* clang-format off */
static const uint16_t session_calls[] = {
	SYS_pselect6, SYS_dup, SYS_dup3, SYS_getuid, SYS_geteuid, SYS_getgid,
	SYS_getegid, SYS_getpgid, SYS_memfd_create, SYS_sched_yield,
	SYS_sched_getaffinity, SYS_membarrier,
#ifdef SYS_open
	SYS_select, SYS_dup2, SYS_pause, SYS_alarm, SYS_getpgrp,
#endif
};
/* clang-format on */

enum {
	FILTER_MAX = 256,
	TERMINAL_PUSH = 0x5412,   /* TIOCSTI types into the terminal */
	TERMINAL_SELECT = 0x541C, /* TIOCLINUX too, on the console */
	EXEC_AND_WRITE = 6        /* PROT_WRITE | PROT_EXEC */
};

struct filter {
	struct sock_filter op[FILTER_MAX];
	unsigned short count;
};

static void
emit(struct filter *f, unsigned code, uint32_t k, unsigned yes, unsigned no)
{
	f->op[f->count++] =
	    (struct sock_filter){(uint16_t)code, (uint8_t)yes, (uint8_t)no, k};
}

static void
load(struct filter *f, size_t offset)
{
	emit(f, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void
answer(struct filter *f, uint32_t verdict)
{
	emit(f, BPF_RET | BPF_K, verdict, 0, 0);
}

#define REFUSE (SECCOMP_RET_ERRNO | 1u /* EPERM */)
#define ARGUMENT(n)                                                            \
	(offsetof(struct seccomp_data, args) + (n) * sizeof(uint64_t))

static void
allow_calls(struct filter *f, const uint16_t *calls, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		emit(f, BPF_JMP | BPF_JEQ | BPF_K, calls[i], 0, 1);
		answer(f, SECCOMP_RET_ALLOW);
	}
}

/* Memory may be mapped executable for a character set's module, never both
 * written and run; nothing mapped becomes executable later. */
static void
filter_memory(struct filter *f)
{
	emit(f, BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 5);
	load(f, ARGUMENT(2));
	emit(f, BPF_ALU | BPF_AND | BPF_K, EXEC_AND_WRITE, 0, 0);
	emit(f, BPF_JMP | BPF_JEQ | BPF_K, EXEC_AND_WRITE, 0, 1);
	answer(f, REFUSE);
	answer(f, SECCOMP_RET_ALLOW);
	emit(f, BPF_JMP | BPF_JEQ | BPF_K, SYS_mprotect, 0, 4);
	load(f, ARGUMENT(2));
	emit(f, BPF_JMP | BPF_JSET | BPF_K, 4 /* PROT_EXEC */, 0, 1);
	answer(f, REFUSE);
	answer(f, SECCOMP_RET_ALLOW);
}

static void
filter_terminal(struct filter *f)
{
	emit(f, BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 0, 5);
	load(f, ARGUMENT(1));
	emit(f, BPF_JMP | BPF_JEQ | BPF_K, TERMINAL_PUSH, 1, 0);
	emit(f, BPF_JMP | BPF_JEQ | BPF_K, TERMINAL_SELECT, 0, 1);
	answer(f, REFUSE);
	answer(f, SECCOMP_RET_ALLOW);
}

static unsigned
enter_seccomp(enum sandbox_calls calls)
{
	struct filter f = {.count = 0};
	struct sock_fprog program = {.filter = f.op};

	_Static_assert(
	    2 * (COUNT(reader_calls) + COUNT(session_calls)) + 32 < FILTER_MAX,
	    "the filter has room for all calls");
	if (SANITIZED) /* their run-time needs calls of its own */
		return 0;
	load(&f, offsetof(struct seccomp_data, arch));
	emit(&f, BPF_JMP | BPF_JEQ | BPF_K, FILTER_ARCH, 1, 0);
	answer(&f, SECCOMP_RET_KILL_PROCESS);
	load(&f, offsetof(struct seccomp_data, nr));
	emit(&f, BPF_JMP | BPF_JGE | BPF_K, 0x40000000 /* x32 */, 0, 1);
	answer(&f, SECCOMP_RET_KILL_PROCESS);
	allow_calls(&f, reader_calls, COUNT(reader_calls));
	if (calls == SANDBOX_SESSION)
		allow_calls(&f, session_calls, COUNT(session_calls));
	filter_memory(&f);
	if (calls == SANDBOX_SESSION)
		filter_terminal(&f);
	answer(&f, REFUSE);
	program.len = f.count;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0
	           ? SANDBOX_CALLS
	           : 0;
}

#else

static unsigned
enter_seccomp(enum sandbox_calls calls)
{
	(void)calls;
	return 0;
}

#endif

unsigned
sandbox_enter(const struct sandbox *sandbox)
{
	unsigned holds = 0;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		holds |= SANDBOX_PRIVS;
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	holds |= enter_landlock(sandbox);
	return holds | enter_seccomp(sandbox->calls);
}

#else

unsigned
sandbox_enter(const struct sandbox *sandbox)
{
	(void)sandbox;
	return 0;
}

#endif
