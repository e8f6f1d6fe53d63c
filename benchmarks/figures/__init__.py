"""What benchmarks print and keep: ratios to a floor of the same run, and the machine."""
