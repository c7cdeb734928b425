"""Geometry of documents and layers: scaling, turning, cropping, moving, enlarging."""
