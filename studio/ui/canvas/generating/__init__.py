"""Pictures of the model on the canvas: intents, requests, staged results, live mode."""
