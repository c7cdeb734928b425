"""How painting works: dabs, washes, strokes, fills and the worker that lands them."""
