"""The toolchains that the benchmark puts beside ours: the bare floor, and a Word template with LibreOffice."""
