"""The system calls that a box may make; everything else fails with EPERM.

NumPy, imports, exceptions, big arrays and files need these. What is not here: other processes and threads,
sockets, programs, mounts, tracing, limits, clocks to set, anonymous files, io_uring, bpf, keys, perf,
userfaultfd, …
"""

from .kernel import machine

# name: number on x86_64, number on aarch64 (which has no old names)
ALLOWED: dict[str, tuple[int, int | None]] = {
    # Files, which mounts and Landlock guard. Nothing that changes owner, mode, times or attributes, no links:
    # Landlock does not guard those.
    "read": (0, 63),
    "write": (1, 64),
    "pread64": (17, 67),
    "pwrite64": (18, 68),
    "readv": (19, 65),
    "writev": (20, 66),
    "preadv": (295, 69),
    "pwritev": (296, 70),
    "preadv2": (327, 286),
    "pwritev2": (328, 287),
    "close": (3, 57),
    "close_range": (436, 436),
    "lseek": (8, 62),
    "fstat": (5, 80),
    "stat": (4, None),
    "lstat": (6, None),
    "newfstatat": (262, 79),
    "statx": (332, 291),
    "statfs": (137, 43),
    "fstatfs": (138, 44),
    "access": (21, None),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "open": (2, None),
    "creat": (85, None),
    "openat": (257, 56),
    "getdents": (78, None),
    "getdents64": (217, 61),
    "getcwd": (79, 17),
    "chdir": (80, 49),
    "fchdir": (81, 50),
    "mkdir": (83, None),
    "mkdirat": (258, 34),
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "rmdir": (84, None),
    "rename": (82, None),
    "renameat": (264, 38),
    "renameat2": (316, 276),
    "truncate": (76, 45),
    "ftruncate": (77, 46),
    "fallocate": (285, 47),
    "dup": (32, 23),
    "dup2": (33, None),
    "dup3": (292, 24),
    "fsync": (74, 82),
    "fdatasync": (75, 83),
    "fadvise64": (221, 223),
    "copy_file_range": (326, 285),
    "sendfile": (40, 71),
    "umask": (95, 166),
    # Pipes and waiting on them.
    "poll": (7, None),
    "ppoll": (271, 73),
    "select": (23, None),
    "pselect6": (270, 72),
    "epoll_create": (213, None),
    "epoll_create1": (291, 20),
    "epoll_ctl": (233, 21),
    "epoll_wait": (232, None),
    "epoll_pwait": (281, 22),
    "epoll_pwait2": (441, 441),
    "pipe": (22, None),
    "pipe2": (293, 59),
    "eventfd2": (290, 19),
    # Memory, which RLIMIT_AS bounds.
    "mmap": (9, 222),
    "munmap": (11, 215),
    "mprotect": (10, 226),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "brk": (12, 214),
    "msync": (26, 227),
    # Handling signals; sending them is in `ARGUMENTS`.
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "rt_sigpending": (127, 136),
    "rt_sigsuspend": (130, 133),
    "rt_sigtimedwait": (128, 137),
    "sigaltstack": (131, 132),
    "pause": (34, None),
    "alarm": (37, None),
    "setitimer": (38, 103),
    "getitimer": (36, 102),
    "restart_syscall": (219, 128),
    # Asking about oneself, and ending.
    "getpid": (39, 172),
    "gettid": (186, 178),
    "getppid": (110, 173),
    "getpgrp": (111, None),
    "getpgid": (121, 155),
    "getsid": (124, 156),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "getgroups": (115, 158),
    "getresuid": (118, 148),
    "getresgid": (120, 150),
    "getrusage": (98, 165),
    "getrlimit": (97, 163),
    "times": (100, 153),
    "sysinfo": (99, 179),
    "uname": (63, 160),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "getcpu": (309, 168),
    "futex": (202, 98),
    "set_robust_list": (273, 99),
    "get_robust_list": (274, 100),
    "rseq": (334, 293),
    "exit": (60, 93),
    "exit_group": (231, 94),
    # Reading clocks and sleeping; no setting.
    "time": (201, None),
    "gettimeofday": (96, 169),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "nanosleep": (35, 101),
    "clock_nanosleep": (230, 115),
    # Random numbers.
    "getrandom": (318, 278),
}

OWN_PROCESS = -1  # stands for the id of the process in the box

# name: numbers as above, index of an argument, the values of its lower 32 bits that are allowed
ARGUMENTS: dict[str, tuple[tuple[int, int], int, tuple[int, ...]]] = {
    # abort() and raise() signal the process itself.
    "kill": ((62, 129), 0, (OWN_PROCESS,)),
    "tgkill": ((234, 131), 0, (OWN_PROCESS,)),
    # Duplicates, flags, locks and pipe sizes; not F_SETOWN and F_SETSIG, which make the kernel signal others.
    "fcntl": ((72, 25), 1, (0, 1, 2, 3, 4, 5, 6, 7, 1030, 1031, 1032)),
    # isatty, close-on-exec, bytes to read.
    "ioctl": ((16, 29), 1, (0x5401, 0x5450, 0x5451, 0x541B)),
}

# Where this argument, a pointer, must be null: limits may be asked for, not set.
NULL: dict[str, tuple[tuple[int, int], int]] = {"prlimit64": ((302, 261), 2)}


def allowed() -> list[int]:
    """The numbers, on this machine, of the calls that are allowed whatever their arguments."""
    column = machine()
    return [number for numbers in ALLOWED.values() if (number := numbers[column]) is not None]


def allowed_arguments(process: int) -> list[tuple[int, int, tuple[int, ...]]]:
    """Number, index of the argument and its allowed values, for the process of this id."""
    column = machine()
    return [
        (numbers[column], index, tuple(process if value == OWN_PROCESS else value for value in values))
        for numbers, index, values in ARGUMENTS.values()
    ]


def must_be_null() -> list[tuple[int, int]]:
    """Number and index of the argument that must be null."""
    column = machine()
    return [(numbers[column], index) for numbers, index in NULL.values()]
