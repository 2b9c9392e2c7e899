"""Let LibreOffice edit documents as a person would, and say what it shows of them.

Run by a Python that has LibreOffice's bridge (Debian: python3-uno). In: on standard input a list of jobs as JSON, each
`{"file", "edit", "with", "save", "changes", "show"}`: an edit by its name, saved as a DOCX; all changes accepted or
rejected, and what it shows then as flat OpenDocument. The argument is the name of a pipe at which LibreOffice listens.
Out: the files, and on standard output for each job what went wrong with it, if anything did.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

DIRECT = 0
WORD = "MS Word 2007 XML"
FLAT = "OpenDocument Text Flat XML"


def given(**values: object) -> tuple[Any, ...]:
    """Return values as LibreOffice takes them."""
    return tuple(PropertyValue(name, 0, value, DIRECT) for name, value in values.items())


def connected(pipe: str) -> Any:
    """Return the context of the LibreOffice that listens at a pipe."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # it is not there yet
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


class Document:
    """One open document."""

    def __init__(self, desktop: Any, context: Any, file: str) -> None:
        self.context = context
        self.model = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, given(Hidden=True))

    @property
    def cursor(self) -> Any:
        """Return the cursor that an editor sees."""
        return self.model.CurrentController.ViewCursor

    def dispatch(self, command: str, **arguments: object) -> None:
        """Do what a command of the menus does."""
        helper = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", self.context
        )
        helper.executeDispatch(self.model.CurrentController.Frame, f".uno:{command}", "", 0, given(**arguments))

    def paragraph(self, bookmark: str) -> Any:
        """Return a cursor over the whole paragraph in which a bookmark begins."""
        anchor = self.model.Bookmarks.getByName(bookmark).Anchor
        cursor = anchor.Text.createTextCursorByRange(anchor.Start)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        return cursor

    def select(self, range_: Any) -> None:
        """Select a range."""
        self.cursor.gotoRange(range_.Start, False)
        self.cursor.gotoRange(range_.End, True)

    def edit(self, name: str, word: str = "", bookmark: str = "") -> None:
        """Make an edit by its name; tracked where the name says so."""
        paragraph = self.paragraph(bookmark) if bookmark else None
        if name.endswith(", tracked"):
            self.model.RecordChanges = True
        EDITS[name.removesuffix(", tracked")](self, paragraph, word)
        self.model.RecordChanges = False


def type_over(document: Document, paragraph: Any, word: str) -> None:
    """Type over the first word."""
    cursor = paragraph.Text.createTextCursorByRange(paragraph.Start)
    cursor.gotoEndOfWord(True)
    document.select(cursor)
    document.dispatch("InsertText", Text=word)


def add_words(document: Document, paragraph: Any, word: str) -> None:
    """Type at the end."""
    document.cursor.gotoRange(paragraph.End, False)
    document.dispatch("InsertText", Text=f" {word}")


def delete_words(document: Document, paragraph: Any, word: str) -> None:
    """Delete the first twenty characters."""
    cursor = paragraph.Text.createTextCursorByRange(paragraph.Start)
    cursor.goRight(20, True)
    document.select(cursor)
    document.dispatch("Delete")


def delete_paragraph(document: Document, paragraph: Any, word: str) -> None:
    """Delete a paragraph with its end."""
    cursor = paragraph.Text.createTextCursorByRange(paragraph)
    cursor.goRight(1, True)
    document.select(cursor)
    document.dispatch("Delete")


def empty_paragraph(document: Document, paragraph: Any, word: str) -> None:
    """Delete the words of a paragraph and leave its end."""
    document.select(paragraph)
    document.dispatch("Delete")


def split(document: Document, paragraph: Any, word: str) -> None:
    """Press Enter within a paragraph."""
    cursor = paragraph.Text.createTextCursorByRange(paragraph.Start)
    cursor.goRight(25, False)
    document.cursor.gotoRange(cursor, False)
    document.dispatch("InsertPara")


def join(document: Document, paragraph: Any, word: str) -> None:
    """Press Delete at the end of a paragraph."""
    document.cursor.gotoRange(paragraph.End, False)
    document.dispatch("Delete")


def new_paragraph(document: Document, paragraph: Any, word: str) -> None:
    """Press Enter at the end and type."""
    document.cursor.gotoRange(paragraph.End, False)
    document.dispatch("InsertPara")
    document.dispatch("InsertText", Text=f"A new paragraph with {word} in it.")


def move_down(document: Document, paragraph: Any, word: str) -> None:
    """Move a paragraph below the next."""
    document.cursor.gotoRange(paragraph.Start, False)
    document.dispatch("MoveDown")


def add_row(document: Document, paragraph: Any, word: str) -> None:
    """Add a row below."""
    document.cursor.gotoRange(paragraph.Start, False)
    document.dispatch("InsertRowsAfter")
    document.dispatch("InsertText", Text=word)


def delete_row(document: Document, paragraph: Any, word: str) -> None:
    """Delete the row."""
    document.cursor.gotoRange(paragraph.Start, False)
    document.dispatch("DeleteRows")


EDITS = {
    "saved again": lambda *_: None,
    "first word typed over": type_over,
    "words added": add_words,
    "words deleted": delete_words,
    "paragraph deleted": delete_paragraph,
    "paragraph emptied": empty_paragraph,
    "paragraph split": split,
    "paragraphs joined": join,
    "paragraph added": new_paragraph,
    "paragraph moved down": move_down,
    "row added": add_row,
    "row deleted": delete_row,
}


def main(pipe: str) -> None:
    """Do the jobs one after the other."""
    context = connected(pipe)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    answers: list[dict[str, Any]] = []
    for job in json.load(sys.stdin):
        try:
            document = Document(desktop, context, job["file"])
            try:
                if job.get("edit"):
                    document.edit(job["edit"], **job.get("with", {}))
                if job.get("save"):
                    document.model.storeToURL(Path(job["save"]).as_uri(), given(FilterName=WORD))
                if job.get("changes"):
                    document.dispatch(
                        {"accept": "AcceptAllTrackedChanges", "reject": "RejectAllTrackedChanges"}[job["changes"]]
                    )
                if job.get("show"):
                    document.model.storeToURL(Path(job["show"]).as_uri(), given(FilterName=FLAT))
                answers.append({})
            finally:
                document.model.close(True)
        except Exception as error:  # the caller is told which job failed and why
            answers.append({"error": f"{type(error).__name__}: {error}"})
            if "isposed" in type(error).__name__:  # LibreOffice has died of it
                break
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
