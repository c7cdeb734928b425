"""Looking at large pictures: zoom, pan, fit, comparison; what canvas and gallery have in common."""
