"""What is seen of the document: the view, the composite behind it, overlays and the pointer."""
