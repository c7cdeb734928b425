"""What stands above and beside the canvas: header, options of the tool in hand, tool bar."""
