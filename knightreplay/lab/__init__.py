"""The laboratory: what a loss comes to in other readings of the order and under other seeds."""
