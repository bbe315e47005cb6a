export { applyEdits, orderEdits, type TextEdit } from './edits'
export { LineIndex, type Position } from './line-index'
export { distance, nearest } from './nearest'
export { contains, join, type Span, span } from './span'
