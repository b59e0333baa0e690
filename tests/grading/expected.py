"""What each hostile submission honestly earns, by its id: a score, and the codes that its function may get.

Most of them have one function, `softmax_loss_vectorized`, worth 8 of 20 points. An attack around right
code earns what the code earns, and an attack in place of an answer earns nothing. A file that finds a way out
says so by ending, and would lose its points.
"""

RIGHT, LOOP, NOTHING = 8.0, 7.0, 0.0
OK = {"ok"}
DIED, TIMEOUT, MEMORY = {"process_died"}, {"timeout"}, {"memory_limit"}
RAISED, IMPORT, SYNTAX, NOT_DONE = {"exception"}, {"import_error"}, {"syntax_error"}, {"not_implemented"}
SKIPPED = {"nothing_right_yet", "has_loop", "told_already", "needs_first"}  # not asked, or of the form
ZERO = SKIPPED | {"loss_zero", "grad_zero", "loss_reg_missing", "grad_reg_missing"}
RETURN, SHAPE = SKIPPED | {"wrong_return"}, SKIPPED | {"wrong_shape"}
INFINITE = SKIPPED | {"not_finite", "unstable_overflow"}

ENDS = {
    "aborts": (NOTHING, DIED),
    "deep_recursion": (NOTHING, DIED | TIMEOUT | MEMORY | RAISED),
    "empties_modules": (NOTHING, RAISED | DIED | ZERO),
    "endless_import": (NOTHING, TIMEOUT),
    "endless_loop": (NOTHING, TIMEOUT),
    "exits": (NOTHING, DIED),
    "exits_at_import": (NOTHING, DIED),
    "ignores_signals": (NOTHING, TIMEOUT),
    "interrupts": (NOTHING, RAISED),
    "lasts": (RIGHT, OK),
    "message_of_10_mb": (NOTHING, RAISED),
    "message_that_hangs": (NOTHING, TIMEOUT),
    "message_that_raises": (NOTHING, RAISED),
    "message_with_markup": (NOTHING, RAISED),
    "mute_import": (NOTHING, RAISED | DIED),
    "not_done_at_length": (NOTHING, NOT_DONE),
    "says_exit": (NOTHING, RAISED),
    "says_exit_at_import": (NOTHING, RAISED),
    "says_not_done": (NOTHING, NOT_DONE),
    "segfault": (NOTHING, DIED),
    "stops_itself": (NOTHING, TIMEOUT),
    "swallows_everything": (NOTHING, TIMEOUT),
}

TAKES = {
    "allocates_100_gb": (NOTHING, MEMORY),
    "daemon": (RIGHT, OK),
    "fills_the_disk": (RIGHT, OK),
    "fork_bomb": (NOTHING, TIMEOUT),
    "grows_slowly": (NOTHING, MEMORY | TIMEOUT | DIED),
    "no_newline": (RIGHT, OK),
    "prints_100_mb": (LOOP, OK | {"has_loop"}),
    "thread_bomb": (RIGHT, OK),
    "writes_100_mb": (RIGHT, OK),
}

FORGES = {
    "answers_for_the_child": (NOTHING, RETURN | ZERO | {"check_failed"}),
    "answers_in_order": (NOTHING, ZERO | SHAPE | TIMEOUT | DIED | {"check_failed", "no_loop"}),
    "closes_channel": (NOTHING, DIED),
    "floods_with_frames": (NOTHING, TIMEOUT | DIED),
    "floods_with_noise": (NOTHING, DIED),
    "forges_results": (NOTHING, ZERO | SHAPE | DIED | {"check_failed"}),
    "forges_while_loading": (NOTHING, ZERO | SHAPE | TIMEOUT | DIED | {"check_failed"}),
    "malformed_frame": (NOTHING, DIED | TIMEOUT | RETURN),
    "malformed_frame_5": (NOTHING, DIED | TIMEOUT | RETURN),
    "malformed_frame_17": (NOTHING, DIED | TIMEOUT | RETURN),
    "malformed_frame_23": (NOTHING, DIED | TIMEOUT | RETURN),
    "writes_reports": (NOTHING, ZERO),
}

VALUES = {
    "complex_array": (NOTHING, RETURN),
    "empty_array": (NOTHING, SHAPE),
    "endless_tuple": (NOTHING, ZERO | SHAPE | {"grad_wrong", "grad_scaled", "reg_factor_ignored"}),
    "equals_everything": (NOTHING, RETURN),
    "huge_array": (NOTHING, MEMORY | RETURN | ZERO),
    "huge_integer": (NOTHING, RETURN | ZERO),
    "infinite": (NOTHING, INFINITE),
    "large_array": (NOTHING, MEMORY | RETURN | ZERO),
    "lying_array": (NOTHING, RETURN | ZERO),
    "named_to_harm": (NOTHING, RETURN | DIED),
    "nan_array": (NOTHING, INFINITE),
    "nested_lists": (NOTHING, RAISED | RETURN),
    "object_array": (NOTHING, RETURN | ZERO),
    "reduce_payload": (NOTHING, RETURN | SHAPE | {"loss_wrong", "loss_reg_missing"}),
    "returns_arguments": (NOTHING, SHAPE | {"grad_scaled", "reg_factor_ignored"}),
    "returns_generator": (NOTHING, RAISED | RETURN),
    "returns_lambda": (NOTHING, RETURN),
    "returns_many": (NOTHING, RETURN),
    "returns_modules": (NOTHING, RAISED | RETURN),
    "structured_array": (NOTHING, RETURN | ZERO),
    "subclass_of_array": (RIGHT, OK),
    "text_array": (NOTHING, RETURN),
}

PATCHES = {
    "patches_builtins": (NOTHING, DIED | RAISED | RETURN | ZERO),
    "patches_checks": (NOTHING, ZERO),
    "patches_numpy": (NOTHING, ZERO),
    "replaces_modules": (NOTHING, ZERO),
    "stops_the_clock": (RIGHT, OK),
    "traces": (NOTHING, ZERO),
}

SEARCHES = {
    "imports_solutions": (NOTHING, ZERO),
    "reads_others": (NOTHING, RAISED),
    "searches_files": (NOTHING, ZERO),
    "searches_frames": (NOTHING, ZERO),
    "searches_memory": (NOTHING, ZERO),
    "searches_proc": (NOTHING, RAISED),
    "solution_at_import": (NOTHING, IMPORT),
}

BREAKS_OUT = {
    "changes_its_tree": (RIGHT, OK),
    "deletes_its_tree": (RIGHT, OK),
    "kills": (RIGHT, OK),
    "leaves_traces": (RIGHT, OK),
    "leaves_traces_2": (RIGHT, OK),
    "leaves_traces_3": (RIGHT, OK),
    "links": (RIGHT, OK),
    "sockets": (RIGHT, OK),
    "undoes_the_sandbox": (RIGHT, OK),
    "writes_outside": (RIGHT, OK),
}

ONE_FILE = {
    **{"brackets.py": (NOTHING, SYNTAX | MEMORY), "null_bytes.py": (NOTHING, SYNTAX)},
    "half_a_pair.py": (RIGHT, OK),
}

HOSTILE = ENDS | TAKES | FORGES | VALUES | PATCHES | SEARCHES | BREAKS_OUT | ONE_FILE

# Right numbers, had in a way that is not allowed. What would tell is seen inside, where a submission can
# make it blind: such a lie can save the points of form, and no others.
FORM = {"hides_changes": (7.5, 7.5), "hides_its_calls": (15.0, 15.0)}

# What cannot be used, and what its note must say.
UNREADABLE = {
    "broken": "The .zip is broken",
    "crowd": "It holds more than 100,000 files",
    "deep": "It has more than 40 folders in one another",
    "endless_line.py": "There is no softmax.py or linear_classifier.py in it",
    "link_to_another": "It is a symbolic link, and links are not followed",
    "folder_of_links": "A link was not followed: `circle`, `linear_classifier.py`, `softmax.py`.",
    "million": "The .tar.gz holds more than 20,000 files",
    "million~2": "The .zip has a table of contents of more than 4.0 MB",
    "nested": "An archive in it was not opened: `inner.zip`.",
    "pipe": "What is neither a file nor a folder was left out: `softmax.py`.",
    "tar_bomb": "which is not done",
    "tar_slip": "A path that leads outside was left out",
    "truncated": "The .tar.gz is broken",
    "zip_bomb": "would unpack to 128.0 MB, which is not done",
}

# Right submissions under strange names, by the ids that they get.
NAMED = (
    *(
        "Twin",
        "twin~2",
        "twin~3",
        "twin~4",
        "zip_slip",
        "caf\u00e9",
        "caf\u00e9~2",
        "_gpj.exe",
        "a_b",
        "=cmd()",
    ),
    *("_script_alert(3)_\u2215script", "_[2J", "_rf", "%s%n", "_", "_~2", "__", "_con"),
    "x" * 100 + "-086d4a1c",
)

# What well-meant submissions earn; a mistake of the catalogue costs points, and has its code.
FAIR = {
    **{"reference": 20.0, "right": 20.0, "half_right": 13.5, "vectorized_only.py": 8.0},
    **{"missing_package.py": 0.0, "python2": 0.0, "stubs": 0.0, "syntax_error": 0.0},
}
