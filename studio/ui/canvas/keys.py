"""The keys of the canvas in one place, so that commands, tooltips and menus name the same ones."""

FIT = "Ctrl+0"
ACTUAL = "Ctrl+1"
ZOOM_IN = "Ctrl++"
ZOOM_OUT = "Ctrl+-"
UNDO = "Ctrl+Z"
REDO = "Ctrl+Shift+Z"
LIVE = "Ctrl+Shift+L"

# Only while the canvas has the focus; elsewhere these keys mean something else.
PREVIOUS = "Left"
NEXT = "Right"
ACCEPT = "Return"
DISCARD = "Delete"
COMPARE = "C"
