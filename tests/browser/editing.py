"""What a writer does in the editor: selects words with the focus in the text, marks them as said."""

from playwright.sync_api import Page

SELECT = """([first, last]) => {
  const { articleEditor: editor } = document.querySelector("#id_body")
  const place = (words) => {
    let from = null
    editor.state.doc.descendants((node, position) => {
      if (node.isText && node.text.includes(words)) from ??= position + node.text.indexOf(words)
    })
    return from
  }
  editor.chain().focus().setTextSelection({ from: place(first), to: place(last) + last.length }).run()
}"""
FOCUSED = "() => document.activeElement.closest('.ProseMirror')"


def select_words(page: Page, words: str, last: str = "") -> None:
    """Selects the words (through the last ones, where given) where they stand first.

    Waits for the focus: the editor takes it with the next frame, not at once.
    """
    page.evaluate(SELECT, [words, last or words])
    page.wait_for_function(FOCUSED)


def mark(page: Page, words: str, typed: str, *, option: int = 0) -> None:
    """Marks words as said, with the keyboard alone once they are selected."""
    select_words(page, words)
    page.keyboard.press("Control+Alt+q")
    page.wait_for_selector("dialog[open] #quote-speaker")
    if typed:
        page.keyboard.type(typed)
        page.wait_for_selector(".combobox-list:not([hidden]) li")
        for _ in range(option):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="detached")
