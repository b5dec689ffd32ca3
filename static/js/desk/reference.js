// A link to one of our own nouns: <a data-ref="person:12">. It is kept, shown and unlinked; it has no address here.
import { Mark } from "django-prose-editor/editor"

export const Reference = Mark.create({
  name: "reference",
  inclusive: false,
  excludes: "link reference",
  priority: 900,
  addAttributes() {
    return {
      ref: {
        default: null,
        parseHTML: (element) => element.dataset.ref,
        renderHTML: ({ ref }) => ({ "data-ref": ref }),
      },
    }
  },
  parseHTML() {
    return [{ tag: "a[data-ref]" }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["a", HTMLAttributes, 0]
  },
  addCommands() {
    return { unsetReference: () => ({ commands }) => commands.unsetMark(this.name, { extendEmptyMarkRange: true }) }
  },
})
