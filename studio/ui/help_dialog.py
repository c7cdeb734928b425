"""A short help: from the first picture to one's own models, in a page."""

from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from studio.ui.theme import scaled


class HelpDialog(QDialog):
    """What a newcomer needs; opens over the window and does not block it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help"))
        page = QTextBrowser()
        page.setAccessibleName(self.tr("Help"))
        page.setHtml("".join(f"<h3>{title}</h3><p>{text}</p>" for title, text in self.chapters()))
        page.document().setDocumentMargin(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 8, 16)
        column.addWidget(page)
        self.resize(scaled(560), scaled(600))

    def chapters(self) -> list[tuple[str, str]]:
        """Titles and texts."""
        return [
            (
                self.tr("Make a picture"),
                self.tr(
                    "Write what the picture should show and press Generate. While it is made you see it "
                    "appear; Cancel stops it. Press again at any time: further jobs wait in the queue, "
                    "which survives closing the program."
                ),
            ),
            (
                self.tr("Choose among results"),
                self.tr(
                    "Results lie over the canvas first. Step through them, compare with what was there "
                    "before, then accept or discard. Whatever you do, every picture stays in the history "
                    "on the right."
                ),
            ),
            (
                self.tr("Repeat and vary"),
                self.tr(
                    "Every picture knows how it was made. Open it in the history and choose Use these "
                    "settings: prompt, model and seed come back, and the same press draws the same picture. "
                    "Open the lock beside the seed to draw a new one each time."
                ),
            ),
            (
                self.tr("Begin from a picture"),
                self.tr(
                    "Drop a picture on the window. Strength says how much of it is redrawn: low keeps its "
                    "shapes, high keeps little more than its colours."
                ),
            ),
            (
                self.tr("Paint and select"),
                self.tr(
                    "The tools stand at the left edge of the canvas; their options are above it. A right "
                    "click on the picture shows the tip of a brush, and with other tools what can be done; "
                    "the menu key always shows that. Keys are those of Krita where there is a habit: "
                    "B brush, E eraser, [ and ] the size of the tip, I and O its opacity, X swaps the two "
                    "colours, M, L and W select, T moves and transforms. Space pans, Ctrl and the wheel "
                    "zoom, Ctrl borrows the colour picker. Ctrl+K finds any command by its name. "
                    "The snowflake mirrors strokes, turns them around a centre, or wraps them at "
                    "the edges for tiling textures. "
                    "Layers, the list of steps and colours lie below the history."
                ),
            ),
            (
                self.tr("Let the model work on a part"),
                self.tr(
                    "The button says what it will do. With a selection it fills it; with a strength under "
                    "100 % it refines what is in the frame; with the frame past the edge it expands the "
                    "picture. The arrow beside it offers more: add, remove, replace the background, upscale. "
                    "Outside of the selection not one pixel changes."
                ),
            ),
            (
                self.tr("Live mode and regions"),
                self.tr(
                    "The bolt above the canvas redraws the frame while you paint, with at most 8 steps. "
                    "Enter keeps what you see as a layer. A mask layer used as a region has a prompt of "
                    "its own for the part it covers."
                ),
            ),
            (
                self.tr("Documents"),
                self.tr(
                    "Save keeps all layers in an .atelier file; Export writes PNG, JPEG, WebP, AVIF, TIFF, "
                    "OpenRaster or PSD. What you never saved is kept too: it comes back at the next start, "
                    "and older drafts are under Recent documents and drafts."
                ),
            ),
            (
                self.tr("Steps, guidance, sampler"),
                self.tr(
                    "The values a model likes are set when you choose it. More steps refine the picture and "
                    "take longer. Guidance says how strictly the prompt is followed; too much makes colours "
                    "harsh."
                ),
            ),
            (
                self.tr("Write"),
                self.tr(
                    "On the Write page a project is a folder of Markdown files. Ctrl+Enter goes on with the "
                    "text; the draft stands in another colour until you take it: Tab a word, Ctrl+Tab a "
                    "sentence, Ctrl+Enter all, Esc stops and then discards. Alt+R asks again, Alt+C tints "
                    "words by how sure the model was; click a word of the draft to see what else could "
                    "stand there. Ctrl+F finds in the text, Ctrl+Shift+F in the project, Ctrl+P goes to a "
                    "scene, F9 is focus, F10 typewriter, Ctrl+Shift+V shows versions."
                ),
            ),
            (
                self.tr("What the model reads"),
                self.tr(
                    "The panel Draft shows how the context is filled, and all of it word for word. Notes "
                    "come in when their names appear; a first line “triggers: Mary, the captain” adds names. "
                    "Your own tools are TOML files in the folder writing of the configuration folder. A "
                    "banned phrase is matched as whole words."
                ),
            ),
            (
                self.tr("Your own models"),
                self.tr(
                    "The Models page lists every file of models: what it is, what it fits, and why one "
                    "cannot be used. Drop files or folders on it, add a folder, or take in what other "
                    "programs have; they are used where they are. For pictures a model is one safetensors "
                    "file or a folder in the diffusers format, for texts a GGUF file or a folder in the "
                    "Hugging Face format. Your notes, and the settings a model begins with, are kept there."
                ),
            ),
            (
                self.tr("If something goes wrong"),
                self.tr(
                    "The engine runs in a process of its own. If it ends, the window and your pictures are "
                    "safe: open the queue and press Try again. Out of memory: choose a smaller size, or set "
                    "Offload and VAE tiling in Settings, Memory saving."
                ),
            ),
        ]
