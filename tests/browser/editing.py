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


def mark(page: Page, words: str, typed: str, *, option: str = "") -> None:
    """Marks words as said, with the keyboard alone once they are selected; takes the option that has these words.

    Without an option the keys do not wait for the list: nor do fast typists.
    """
    select_words(page, words)
    page.keyboard.press("Control+Alt+q")
    page.wait_for_selector("dialog[open] #quote-speaker")
    if typed:
        page.keyboard.type(typed)
        if option:
            take(page, option)
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="detached")


def take(page: Page, option: str) -> None:
    """Goes down the open list to the option that has these words."""
    page.wait_for_selector(f".combobox-list:not([hidden]) li:has-text({option!r})")
    while option not in page.locator(".combobox-list:not([hidden]) li[aria-selected=true]").inner_text():
        page.keyboard.press("ArrowDown")
