// Where the desk's places lie in the editor. The desk counts code points in blocks; the editor counts UTF-16 units in
// its document.

// [{ block, start, end, text }] as [{ from, to }], or null where the text is not what the desk read.
export function placesOf(editor, pieces) {
  const blocks = []
  editor.state.doc.descendants((node, position) => {
    if (node.isTextblock) blocks.push({ node, start: position + 1 })
  })
  const places = pieces.map(({ block, start, end, text }) => {
    const found = blocks[block]
    if (!found) return null
    const units = [...textOf(found.node)]
    const before = units.slice(0, start).join("").length
    const length = units.slice(start, end).join("").length
    const place = { from: found.start + before, to: found.start + before + length }
    return textAt(editor, place) === text ? place : null
  })
  return places.every(Boolean) ? places : null
}

// The same places after a change of the document.
export const followed = (places, transaction) => places.map(({ from, to }) => ({ from: transaction.mapping.map(from, 1), to: transaction.mapping.map(to, -1) }))

export const textAt = (editor, { from, to }) => editor.state.doc.textBetween(from, to, "\n", " ")

export const hasMark = (editor, places, name) => places.some(({ from, to }) => editor.state.doc.rangeHasMark(from, to, editor.schema.marks[name]))

const textOf = (node) => node.textBetween(0, node.content.size, "\n", " ")
