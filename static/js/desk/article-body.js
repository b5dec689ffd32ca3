// The story's writing surface: a <textarea data-django-prose-editor-article> becomes one continuous text with quote
// marks and embeds in it. Native ES modules from an import map, no build step.
//
// <textarea data-django-prose-editor-article='{}' data-people='{"12": "Kendrick Lamar"}' data-kinds='{"ad": "Ad slot"}'
//   data-embed-url="/admin/…/embed/KIND/" data-people-url="/admin/…/names/" data-add-person-url="…" data-add-alias-url="…"
//   data-sources-url="/admin/…/sources/"></textarea>
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History, Italic, Link,
  ListItem, OrderedList, Paragraph, Subscript, Superscript, Text, crel, initializeEditors,
} from "django-prose-editor/editor"
import { Autosave } from "desk/autosave"
import { attachBeside } from "desk/beside"
import { Embed } from "desk/embed"
import { attachKeys } from "desk/keys"
import { Paste } from "desk/paste"
import { attachPresence } from "desk/presence"
import { QuoteMark } from "desk/quote-mark"
import { Reference } from "desk/reference"
import { SlashMenu } from "desk/slash-menu"
import { Toolbar, say } from "desk/toolbar"

// Blanks that were typed stay, two after a full stop too.
const STORED = { preserveWhitespace: true }
const MARKER = "data-django-prose-editor-article"

// The library's list writes data-type="decimal"; the canonical form knows `start` alone, and only where it is not 1.
const PlainOrderedList = OrderedList.extend({
  addAttributes() {
    return {
      start: {
        default: 1,
        parseHTML: (element) => Number(element.getAttribute("start") || 1),
        renderHTML: ({ start }) => (start === 1 ? {} : { start }),
      },
    }
  },
})

// The server knows a link's address and nothing else of it.
const PlainLink = Link.extend({
  addAttributes() {
    return { href: { default: null } }
  },
  parseHTML() {
    return [{ tag: "a[href]:not([data-ref])" }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["a", { href: HTMLAttributes.href }, 0]
  },
  // Without marked words the dialog never came, and the browser took Ctrl+K for its own.
  addCommands() {
    const known = this.parent()
    return {
      ...known,
      addLink: () => (props) => {
        const { editor } = props
        if (!editor.state.selection.empty || editor.isActive("link")) return known.addLink()(props)
        say(editor, "Mark the words first that the link will stand on.")
        return true
      },
    }
  },
})

function create(textarea) {
  if (textarea.closest(".article-body")) return
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  const name = label?.textContent.replace(/:$/, "").trim() || "Text"
  const element = crel("div", { className: "article-body" })
  textarea.before(element)
  element.append(textarea)
  const options = {
    people: JSON.parse(textarea.dataset.people || "{}"),
    kinds: JSON.parse(textarea.dataset.kinds || "{}"),
    embedUrl: textarea.dataset.embedUrl,
    peopleUrl: textarea.dataset.peopleUrl,
    addPersonUrl: textarea.dataset.addPersonUrl,
    addAliasUrl: textarea.dataset.addAliasUrl,
    sourcesUrl: textarea.dataset.sourcesUrl,
  }
  const editor = new Editor({
    element,
    // The <style> that Tiptap would inject is refused by style-src 'self'; the same rules stand in editor.css.
    injectCSS: false,
    extensions: [
      Document, Paragraph, Text, HardBreak, Bold, Italic, Subscript, Superscript,
      Heading.configure({ levels: [2, 3] }), BulletList, PlainOrderedList, ListItem, Blockquote,
      // Names look like addresses: K.Dot, will.i.am. Only what says that it is a link becomes one.
      PlainLink.configure({ openOnClick: false, enableTarget: false, autolink: false, protocols: ["http", "https", "mailto"], isAllowedUri: (url) => /^(https?:\/\/|mailto:|\/)/i.test(url) }),
      Reference, History, Dropcursor, Gapcursor, Paste.configure(options), SlashMenu.configure(options),
      QuoteMark.configure(options), Embed.configure(options), Toolbar.configure({ label: name, kinds: options.kinds }),
    ],
    editorProps: { attributes: { role: "textbox", "aria-multiline": "true", "aria-label": name } },
    content: textarea.value,
    parseOptions: STORED,
    onUpdate({ editor: changed }) {
      textarea.value = changed.isEmpty ? "" : changed.getHTML()
      textarea.dispatchEvent(new Event("input", { bubbles: true }))
    },
  })
  label?.addEventListener("click", () => editor.commands.focus())
  textarea.articleEditor = editor
  attachDesk(textarea.form, editor)
  textarea.dispatchEvent(new CustomEvent("article-body:ready", { bubbles: true, detail: { editor } }))
}

// All that keeps the text safe and looks at it; none of it is needed to write and save.
function attachDesk(form, editor) {
  const status = document.querySelector("[data-desk=status]")
  if (!status) return
  const autosave = new Autosave(form, editor, status)
  const panel = document.querySelector("[data-desk=beside]")
  attachPresence(document.querySelector("[data-desk=presence]"), autosave)
  attachBeside(panel, form, editor, autosave)
  attachKeys(form, panel, autosave)
  form.deskAutosave = autosave
}

initializeEditors(create, `[${MARKER}]`)
