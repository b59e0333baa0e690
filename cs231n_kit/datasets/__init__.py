"""Where the data comes from: mirrors and checksums, download, generated sample, verified reading."""
