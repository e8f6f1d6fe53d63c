"""The version of the arithmetic."""

# Raised whenever the same scenario, seed and interventions give other bits. Stored
# runs carry it; tests/fixtures/golden_hashes.json pins one hash to each version.
ENGINE_VERSION = "1.1.0"
