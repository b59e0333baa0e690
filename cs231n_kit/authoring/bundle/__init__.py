"""The students' release: what is in it, that no solution is, and its folder and archive."""
