"""Where the canvas looks: zoom, centre, and the way between picture and window coordinates. Pure."""

from dataclasses import dataclass

ZOOM_LEAST, ZOOM_MOST = 0.02, 32.0
STEPS = (
    0.02, 0.025, 0.0333, 0.05, 0.0667, 0.1, 0.125, 0.1667, 0.25, 0.3333, 0.5, 0.6667, 0.75, 1.0, 1.25, 1.5,
    2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0,
)  # fmt: skip
FIT_MOST = 4.0
"""Fitting enlarges small pictures up to this."""


@dataclass
class Lens:
    """``zoom`` in device pixels per picture pixel; ``x``, ``y`` the picture point at the window's centre.

    ``width``/``height`` of the window in logical pixels, ``ratio`` its device pixel ratio.
    """

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0
    width: float = 1.0
    height: float = 1.0
    ratio: float = 1.0

    @property
    def scale(self) -> float:
        """Logical pixels per picture pixel."""
        return self.zoom / self.ratio

    @property
    def origin(self) -> tuple[float, float]:
        """Where picture point (0, 0) lies in the window, on a whole device pixel."""
        left = self.width / 2 - self.x * self.scale
        top = self.height / 2 - self.y * self.scale
        return round(left * self.ratio) / self.ratio, round(top * self.ratio) / self.ratio

    def to_picture(self, x: float, y: float) -> tuple[float, float]:
        left, top = self.origin
        return (x - left) / self.scale, (y - top) / self.scale

    def zoom_to(self, zoom: float, x: float | None = None, y: float | None = None) -> None:
        """Set the zoom so that the picture point under window point (x, y) stays there."""
        x = self.width / 2 if x is None else x
        y = self.height / 2 if y is None else y
        at_x, at_y = self.to_picture(x, y)
        self.zoom = max(ZOOM_LEAST, min(ZOOM_MOST, zoom))
        self.x = at_x - (x - self.width / 2) / self.scale
        self.y = at_y - (y - self.height / 2) / self.scale

    def pan(self, right: float, down: float) -> None:
        """Move the picture by logical pixels."""
        self.x -= right / self.scale
        self.y -= down / self.scale

    def hold(self, left: float, top: float, right: float, bottom: float) -> None:
        """Keep the centre of the window over the given picture area, so that nothing gets lost."""
        self.x = max(left, min(right, self.x))
        self.y = max(top, min(bottom, self.y))

    def fit(
        self, left: float, top: float, right: float, bottom: float, margins: tuple[int, int, int, int]
    ) -> None:
        """Show the picture area whole inside ``margins`` (left, top, right, bottom in logical pixels)."""
        near, above, far, below = margins
        room_x = max(16.0, self.width - near - far) * self.ratio
        room_y = max(16.0, self.height - above - below) * self.ratio
        zoom = min(room_x / max(1.0, right - left), room_y / max(1.0, bottom - top), FIT_MOST)
        self.zoom = max(ZOOM_LEAST, min(ZOOM_MOST, zoom))
        self.x = (left + right) / 2 - (near - far) / 2 / self.scale
        self.y = (top + bottom) / 2 - (above - below) / 2 / self.scale

    def next_step(self, up: bool) -> float:
        """The next of the round zoom values above or below."""
        if up:
            return next((step for step in STEPS if step > self.zoom * 1.001), ZOOM_MOST)
        return next((step for step in reversed(STEPS) if step < self.zoom * 0.999), ZOOM_LEAST)
