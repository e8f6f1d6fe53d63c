"""Files made of a run: asked for over HTTP, made by a worker, streamed part by part."""
