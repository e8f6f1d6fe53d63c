"""The version of the arithmetic."""

# Raised whenever the same scenario, seed and interventions give other bits, or a state has
# another form. Stored runs carry it; tests/fixtures/golden_hashes.json pins a hash to each
# version with other bits.
ENGINE_VERSION = "1.1.0"
