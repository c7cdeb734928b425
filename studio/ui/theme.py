"""Colours, sizes and the one style sheet of the window, for dark and light and any text size."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from studio.core.paths import resources
from studio.core.settings import AppearanceSettings

TEXT_SIZE = 13
"""Base text in pixels at which the spacing below is drawn."""
GAP_1, GAP_2, GAP_3, GAP_4, GAP_5 = 4, 8, 12, 16, 24


@dataclass(frozen=True)
class Tokens:
    """The named colours of a theme, as #rrggbb."""

    dark: bool
    ground: str
    panel: str
    raised: str
    field: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    danger: str
    good: str
    knob: str
    canvas: str


DARK = Tokens(
    dark=True,
    ground="#17181b",
    panel="#1f2125",
    raised="#282b30",
    field="#15161a",
    line="#34373d",
    text="#e6e7ea",
    muted="#9aa0a9",
    accent="#f2a65a",
    on_accent="#1d1408",
    selection="#6fb1ff",
    danger="#e5695f",
    good="#72c08f",
    knob="#e6e7ea",
    canvas="#121316",
)
LIGHT = Tokens(
    dark=False,
    ground="#eceae6",
    panel="#f8f7f4",
    raised="#ffffff",
    field="#ffffff",
    line="#d9d6cf",
    text="#1d1f23",
    muted="#63686f",
    accent="#b95c12",
    on_accent="#ffffff",
    selection="#2f7fe0",
    danger="#b93a30",
    good="#2f7d4f",
    knob="#1d1f23",
    canvas="#e6e4df",
)
_worn = DARK


def tokens() -> Tokens:
    """The colours the application wears now. Painting code asks each time; a change repaints all."""
    return _worn


def scaled(pixels: float) -> int:
    """``pixels`` at the base text size, in the text size of now."""
    application = QApplication.instance()
    size = application.font().pixelSize() if isinstance(application, QApplication) else TEXT_SIZE
    return round(pixels * (size if size > 0 else TEXT_SIZE) / TEXT_SIZE)


class Theme(QObject):
    """Dresses the application and follows the system's colour scheme while asked to."""

    changed = Signal()

    def __init__(self, application: QApplication, appearance: AppearanceSettings) -> None:
        super().__init__(application)
        self._application = application
        self._appearance = appearance
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.apply(appearance)

    def apply(self, appearance: AppearanceSettings) -> None:
        """Wear ``appearance``; at once, for every open window."""
        global _worn
        self._appearance = appearance
        _worn = LIGHT if self._wants_light() else DARK
        size = max(10, min(22, appearance.text_size))
        font = _ui_font()
        font.setPixelSize(size)
        self._application.setFont(font)
        self._application.setPalette(palette(_worn))
        self._application.setStyleSheet(style_sheet(_worn, size))
        for widget in self._application.allWidgets():
            widget.updateGeometry()  # a new style sheet alone leaves labels at the size of the old text
        self.changed.emit()

    def _wants_light(self) -> bool:
        if self._appearance.theme != "system":
            return self._appearance.theme == "light"
        return self._application.styleHints().colorScheme() == Qt.ColorScheme.Light

    def _system_changed(self) -> None:
        if self._appearance.theme == "system":
            QTimer.singleShot(0, self, self._apply_again)

    def _apply_again(self) -> None:
        self.apply(self._appearance)


def is_theme_change(event: QEvent) -> bool:
    """Whether a widget's ``changeEvent`` means that colours or sizes are new."""
    return event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


def _ui_font() -> QFont:
    """The system's UI font; Inter where the system has none of its own."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    generic = {"sans serif", "sans-serif", "sans", "dejavu sans", "bitstream vera sans", "helvetica", ""}
    if font.family().lower() in generic:
        # Missing families are passed over, so nothing breaks where Inter is not installed.
        font.setFamilies(["Inter", "Noto Sans", font.family(), "Noto Sans CJK SC"])
    return font


def palette(colours: Tokens) -> QPalette:
    """Qt's palette in our colours, for everything the style sheet does not reach."""
    result = QPalette()
    role = QPalette.ColorRole
    for where, colour in {
        role.Window: colours.panel,
        role.WindowText: colours.text,
        role.Base: colours.field,
        role.AlternateBase: colours.raised,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.selection,
        role.HighlightedText: "#0c1420" if colours.dark else "#ffffff",
        role.Link: colours.selection,
        role.LinkVisited: colours.selection,
        role.Accent: colours.accent,
        role.Light: colours.raised,
        role.Midlight: colours.line,
        role.Mid: colours.line,
        role.Dark: colours.line,
        role.Shadow: colours.ground,
    }.items():
        result.setColor(where, QColor(colour))
    dim = QColor(colours.muted)
    for where in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, where, dim)
    return result


def style_sheet(colours: Tokens, size: int) -> str:
    """The style sheet for ``colours`` at ``size`` pixels of base text."""
    pictures = (resources() / "themes").as_posix()
    kind = "dark" if colours.dark else "light"

    def px(pixels: float) -> str:
        return f"{round(pixels * size / TEXT_SIZE)}px"

    names = {
        name: getattr(colours, name)
        for name in colours.__dataclass_fields__
        if name not in ("dark", "canvas")
    }
    names |= {
        "small": f"{max(10, size - 1)}px",
        "large": px(16),
        "control": px(28),  # 30 with its borders
        "primary": px(36),
        "knob_size": px(14),
        "knob_radius": f"{round(14 * size / TEXT_SIZE) // 2}px",
        "knob_out": f"-{round(5 * size / TEXT_SIZE)}px",
        "box": px(15),
        "row": px(18),
        "caret": f"{pictures}/caret-{kind}.svg",
        "check": f"{pictures}/check-{kind}.svg",
        "hover": "#2f3238" if colours.dark else "#efede8",
        "accent_hover": "#f5b677" if colours.dark else "#a5510e",
        "accent_dim": "#5a4836" if colours.dark else "#dcc0a6",
        "accent_dim_text": "#c9b59f" if colours.dark else "#5d4630",
    }
    return _SHEET % names


_SHEET = """
QMainWindow, QDialog { background: %(panel)s; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QLabel { background: transparent; }
QLabel[kind="label"], QLabel[kind="muted"] { color: %(muted)s; font-size: %(small)s; }
QLabel[kind="title"] { font-size: %(large)s; font-weight: 600; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="danger"] { color: %(danger)s; font-size: %(small)s; }
QLabel[kind="good"] { color: %(good)s; }
QLabel[kind="key"] { border: 1px solid %(line)s; border-radius: 4px; padding: 1px 6px; color: %(muted)s;
  font-size: %(small)s; }
QToolTip { background: %(raised)s; color: %(text)s; border: 1px solid %(line)s; padding: 4px 6px; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {
  background: %(field)s; color: %(text)s; border: 1px solid %(line)s; border-radius: 6px;
  selection-background-color: %(selection)s; }
QLineEdit, QPlainTextEdit { placeholder-text-color: %(muted)s; }
QLineEdit { min-height: %(control)s; max-height: %(control)s; padding: 0 8px; }
QSpinBox, QDoubleSpinBox { min-height: %(control)s; max-height: %(control)s; padding: 0; }
QPlainTextEdit, QTextEdit { padding: 3px 4px; }
QComboBox { min-height: %(control)s; max-height: %(control)s; padding: 0 4px 0 8px; combobox-popup: 0; }
QComboBox::drop-down { border: 0; width: 22px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(%(caret)s); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: %(raised)s; color: %(text)s; border: 1px solid %(line)s;
  outline: 0; padding: 4px; selection-background-color: %(hover)s; selection-color: %(text)s; }
QComboBox QAbstractItemView::item { min-height: %(control)s; padding: 0 6px; border-radius: 4px; }
QComboBox QAbstractItemView::item:disabled { color: %(muted)s; }
QDateEdit { background: %(field)s; color: %(text)s; border: 1px solid %(line)s; border-radius: 6px;
  min-height: %(control)s; max-height: %(control)s; padding: 0; }
QDateEdit:focus { border-color: %(selection)s; }
QDateEdit:disabled { color: %(muted)s; }
QDateEdit::drop-down { border: 0; width: 22px; subcontrol-position: center right; }
QDateEdit::down-arrow { image: url(%(caret)s); width: 12px; height: 12px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QComboBox:focus {
  border-color: %(selection)s; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled { color: %(muted)s; }
QAbstractSpinBox::up-button { width: 0; border: 0; }
QAbstractSpinBox::down-button { width: 0; border: 0; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { border: 0; padding: 0; min-height: 0;
  background: transparent; }
QSpinBox[quiet="true"], QDoubleSpinBox[quiet="true"] { background: transparent; border: 1px solid transparent;
  min-height: %(row)s; max-height: %(row)s; padding: 0; font-size: %(small)s; color: %(text)s; }
QSpinBox[quiet="true"]:hover, QDoubleSpinBox[quiet="true"]:hover { border-color: %(line)s; }
QSpinBox[quiet="true"]:focus, QDoubleSpinBox[quiet="true"]:focus { border-color: %(selection)s;
  background: %(field)s; }
QAbstractSpinBox[slide="true"] { background: transparent; border: 1px solid transparent;
  min-height: %(row)s; max-height: %(row)s; padding: 2px 0 4px 0; font-weight: 600; }
QAbstractSpinBox[slide="true"]:hover { border-color: %(line)s; }
QAbstractSpinBox[slide="true"]:focus { border-color: %(selection)s; background: %(field)s; }

QPushButton { background: %(raised)s; color: %(text)s; border: 1px solid %(line)s; border-radius: 6px;
  min-height: %(control)s; padding: 0 12px; }
QPushButton:hover { background: %(hover)s; }
QPushButton:focus { border-color: %(selection)s; }
QPushButton:disabled { color: %(muted)s; background: transparent; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="primary"] { background: %(accent)s; color: %(on_accent)s; border: 2px solid %(accent)s;
  border-radius: 8px; font-weight: 600; min-height: %(primary)s; }
QToolButton[kind="primary"] { background: %(accent)s; border: 2px solid %(accent)s; border-radius: 8px;
  min-height: %(primary)s; max-height: %(primary)s; min-width: 22px; padding: 0 3px; }
QToolButton[kind="primary"]:hover { background: %(accent_hover)s; border-color: %(accent_hover)s; }
QToolButton[kind="primary"]:focus { border-color: %(selection)s; }
QToolButton[kind="primary"]::menu-indicator { image: none; }
QPushButton[kind="primary"]:hover { background: %(accent_hover)s; border-color: %(accent_hover)s; }
QPushButton[kind="primary"]:focus { border-color: %(selection)s; }
QPushButton[kind="primary"]:disabled { background: %(accent_dim)s; border-color: %(accent_dim)s;
  color: %(accent_dim_text)s; }
QPushButton[kind="accent"] { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s;
  font-weight: 600; }
QPushButton[kind="accent"]:hover { background: %(accent_hover)s; }
QPushButton[kind="accent"]:focus { border-color: %(selection)s; }
QPushButton[kind="accent"]:disabled { background: %(accent_dim)s; border-color: %(accent_dim)s;
  color: %(accent_dim_text)s; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; padding: 0 8px; }
QPushButton[kind="quiet"]:hover { background: %(hover)s; }
QPushButton[kind="quiet"]:focus { border-color: %(selection)s; }
QPushButton[kind="quiet"][tone="muted"] { color: %(muted)s; }
QPushButton[kind="quiet"][tone="muted"]:hover { color: %(text)s; }
QPushButton[kind="quiet"][tone="muted"]:checked { color: %(text)s; }
QPushButton[kind="danger"] { color: %(danger)s; }
QPushButton[kind="field"] { background: %(field)s; color: %(muted)s; border-radius: 14px; text-align: left; }
QPushButton[kind="field"]:focus { border-color: %(selection)s; }
QToolButton { background: transparent; color: %(text)s; border: 1px solid transparent; border-radius: 6px;
  padding: 3px; }
QToolButton:hover { background: %(hover)s; }
QToolButton:focus { border-color: %(selection)s; }
QToolButton:checked { background: %(raised)s; border-color: %(line)s; }
QToolButton:disabled { color: %(muted)s; }
QToolButton[kind="head"] { padding: 1px; border-radius: 4px; }
QToolButton::menu-indicator { image: none; width: 0; }

QCheckBox { spacing: 8px; min-height: 22px; }
QCheckBox::indicator, QListWidget::indicator { width: %(box)s; height: %(box)s; border: 1px solid %(muted)s;
  border-radius: 4px; background: %(field)s; }
QCheckBox::indicator:checked, QListWidget::indicator:checked {
  background: %(raised)s; image: url(%(check)s); }
QCheckBox::indicator:disabled { border-color: %(line)s; }
QCheckBox:focus { color: %(selection)s; }
QCheckBox::indicator:focus { border-color: %(selection)s; }

QSlider { min-height: 18px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: %(line)s; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: %(accent)s; }
QSlider::handle:horizontal { width: %(knob_size)s; height: %(knob_size)s; margin: %(knob_out)s 0;
  border-radius: %(knob_radius)s; background: %(knob)s; }
QSlider::handle:horizontal:focus { background: %(selection)s; }
QSlider::handle:horizontal:hover { background: %(accent)s; }
QSlider:disabled, QSlider::sub-page:horizontal:disabled { background: %(line)s; }

QProgressBar { background: %(line)s; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: %(accent)s; border-radius: 2px; }

QScrollArea, QScrollArea > QWidget > QWidget[kind="page"] { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: %(line)s; border-radius: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: %(muted)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QListView, QListWidget, QTreeView, QTableView { background: transparent; border: 0; outline: 0; }
QTableView[kind="rows"] { selection-background-color: transparent; }
QTableView[kind="rows"]::item { border: 0; border-radius: 4px; padding: 0 8px; }
QTableView[kind="rows"]::item:hover { background: %(hover)s; }
QTableView[kind="rows"]::item:selected { background: %(raised)s; color: %(text)s; font-weight: 600; }
QListWidget::item { border: 1px solid transparent; border-radius: 6px; padding: 5px 8px;
  min-height: %(row)s; }
QListWidget::item:hover { background: %(hover)s; }
QListWidget::item:selected { background: %(hover)s; color: %(text)s; }
QListWidget::item:selected:focus { border-color: %(selection)s; }
QListWidget::item:disabled { color: %(muted)s; }
QMenu { background: %(raised)s; border: 1px solid %(line)s; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: %(hover)s; color: %(text)s; }
QMenu::item:disabled { color: %(muted)s; }
QMenu::separator { height: 1px; background: %(line)s; margin: 4px 8px; }
QSplitter::handle { background: %(line)s; }
QSplitter::handle:hover { background: %(selection)s; }
QTextBrowser { background: transparent; border: 0; }
QTextEdit[kind="manuscript"], QTextEdit[kind="manuscript"]:focus { background: %(ground)s; border: 0;
  border-radius: 0; padding: 0; }

*[kind="bar"] { background: %(panel)s; }
QFrame[kind="hairline"] { background: %(line)s; border: 0; }
QFrame[kind="panel"], QWidget[kind="panel"] { background: %(panel)s; }
QFrame[kind="card"] { background: %(raised)s; border: 1px solid %(line)s; border-radius: 8px; }
QFrame[kind="tools"] { background: %(panel)s; border: 1px solid %(line)s; border-radius: 8px; }
QFrame[kind="popup"] { background: %(raised)s; border: 1px solid %(line)s; border-radius: 8px; }
QFrame[kind="menu"] { background: %(raised)s; border: 1px solid %(line)s; }
QFrame[kind="drop"] { background: transparent; border: 1px dashed %(line)s; border-radius: 6px; }
QFrame[kind="drop"][filled="true"] { border-style: solid; background: %(field)s; }
QFrame[kind="drop"][target="true"] { border-color: %(selection)s; }
QFrame[kind="pill"] { border: 1px solid %(line)s; border-radius: 14px; background: transparent; }
QFrame[kind="toast"] { background: %(raised)s; border: 1px solid %(line)s; border-radius: 8px; }
QFrame[kind="toast"][danger="true"] { border-left: 3px solid %(danger)s; }
QPushButton[kind="tab"] { background: transparent; border: 0; border-bottom: 2px solid transparent;
  border-radius: 0; padding: 0 6px; color: %(muted)s; min-height: 40px; }
QPushButton[kind="tab"]:checked { color: %(text)s; border-bottom-color: %(accent)s; }
QPushButton[kind="tab"]:focus { color: %(selection)s; }
QTabWidget::pane { border: 0; border-top: 1px solid %(line)s; }
QTabWidget::tab-bar { left: 6px; }
QTabBar::tab { background: transparent; border: 0; border-bottom: 2px solid transparent; padding: 0 6px;
  margin-right: 8px; color: %(muted)s; min-height: %(control)s; }
QTabBar[tight="true"]::tab { padding: 0 2px; margin-right: 5px; }
QTabBar::tab:hover { color: %(text)s; }
QTabBar::tab:selected { color: %(text)s; border-bottom-color: %(accent)s; }
QTabBar::tab:selected:focus { color: %(selection)s; }
"""
