"""Draws one card: state, title, synopsis, words, and its picture where there is one."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen, QTextLayout, QTextOption

from studio.core.writing.outline import Item
from studio.ui.theme import scaled, tokens
from studio.ui.writing.outline.rows import STATUS_COLOURS, status_title, words_text


def title_rect(rect: QRect) -> QRect:
    inner = scaled(12)
    return QRect(rect.left() + inner, rect.top() + scaled(10), rect.width() - 2 * inner, scaled(20))


def synopsis_rect(rect: QRect, *, picture: bool) -> QRect:
    inner = scaled(12)
    right = rect.right() - inner - (scaled(76) if picture else 0)
    top = rect.top() + scaled(34)
    return QRect(rect.left() + inner, top, right - rect.left() - inner, rect.bottom() - scaled(30) - top)


def draw_card(
    painter: QPainter,
    rect: QRect,
    item: Item,
    words: int,
    *,
    picture: QImage | None,
    chosen: bool,
    focused: bool,
    faint: bool,
    empty: str,
) -> None:
    """``empty`` stands where a synopsis would."""
    colours = tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.4 if faint else 1.0)
    painter.setBrush(QColor(colours.raised))
    edge = colours.selection if chosen and focused else colours.muted if chosen else colours.line
    painter.setPen(QPen(QColor(edge), 1))
    outer = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(outer, 8, 8)
    font = painter.font()
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    where = title_rect(rect)
    painter.setFont(strong)
    painter.setPen(QColor(colours.text))
    title = QFontMetrics(strong).elidedText(item.title, Qt.TextElideMode.ElideRight, where.width())
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, title)
    painter.setFont(font)
    body = synopsis_rect(rect, picture=bool(item.pictures))
    painter.setPen(QColor(colours.text if item.synopsis else colours.muted))
    _draw_wrapped(painter, body, item.synopsis or empty)
    if item.pictures:
        _draw_picture(
            painter,
            QRect(rect.right() - scaled(12) - scaled(68), body.top(), scaled(68), body.height()),
            picture,
        )
    _draw_foot(painter, rect, item, words)
    painter.restore()


def _draw_foot(painter: QPainter, rect: QRect, item: Item, words: int) -> None:
    colours = tokens()
    foot = QRect(rect.left() + scaled(12), rect.bottom() - scaled(27), rect.width() - scaled(24), scaled(20))
    small = QFont(painter.font())
    small.setPixelSize(max(10, small.pixelSize() - 1))
    painter.setFont(small)
    left = foot.left()
    if item.status:
        dot = scaled(8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(colours, STATUS_COLOURS.get(item.status, "muted"))))
        painter.drawEllipse(QRectF(left, foot.center().y() - dot / 2 + 1, dot, dot))
        left += dot + scaled(6)
    painter.setPen(QColor(colours.muted))
    counted = words_text(words)
    if item.goal:
        counted = f"{counted} / {words_text(item.goal)}"
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, counted)
    room = foot.right() - left - QFontMetrics(small).horizontalAdvance(counted) - scaled(8)
    state = status_title(item.status) if item.status else ""
    told = QFontMetrics(small).elidedText(state, Qt.TextElideMode.ElideRight, room)
    painter.drawText(foot.adjusted(left - foot.left(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, told)


def _draw_wrapped(painter: QPainter, area: QRect, text: str) -> None:
    """As many whole lines as there is room for; the last ends in …"""
    metrics = painter.fontMetrics()
    rows = max(1, area.height() // metrics.lineSpacing())
    layout = QTextLayout(" ".join(text.split()), painter.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    top = area.top()
    for row in range(rows):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width())
        start = line.textStart()
        shown = layout.text()[start : start + line.textLength()]
        if row == rows - 1:
            shown = metrics.elidedText(layout.text()[start:], Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(
            QRect(area.left(), top, area.width() + 2, metrics.lineSpacing()),
            Qt.AlignmentFlag.AlignVCenter,
            shown,
        )
        top += metrics.lineSpacing()
    layout.endLayout()


def _draw_picture(painter: QPainter, area: QRect, picture: QImage | None) -> None:
    colours = tokens()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.field))
    painter.drawRoundedRect(area, 4, 4)
    if picture is None or picture.isNull():
        return
    size = picture.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    factor = picture.width() / max(1, size.width())
    cut = QRect(0, 0, round(area.width() * factor), round(area.height() * factor))
    cut.moveCenter(picture.rect().center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(area, picture, cut)
