"""The layers of the document: operations on them, and the panel that shows and changes them."""

from studio.ui.canvas.layers.panel import LayersPanel

__all__ = ["LayersPanel"]
