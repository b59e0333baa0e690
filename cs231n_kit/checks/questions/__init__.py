"""What checks ask, one file a kind of task; the tables in ``assignments/`` choose from them."""
