import type { Instruction } from '../documents/dockerfile/types'
import type { SourceFile } from '../documents/source'
import type { Entry, MapValue, SeqValue, Value } from '../documents/tree'
import type { Span } from '../text'

/** What a `set`, `insert` or `append` writes: plain data, printed in the style of its surroundings. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }

/** A change as data. `edits/` alone turns ops into text edits, keeping comments, quotes, order and indentation. */
export type Op =
  /** Writes another value in place of this one. A scalar keeps its quotes; `source` is written as it is. */
  | { readonly op: 'set'; readonly target: Value; readonly value: Plain }
  /** Renames a key; its value stays byte for byte. */
  | { readonly op: 'rename'; readonly entry: Entry; readonly key: string }
  /** Removes `key: value` with its line; a map left empty goes with it. */
  | { readonly op: 'remove-entry'; readonly map: MapValue; readonly entry: Entry }
  /** Removes an item of a list with its line; a list left empty goes with its key. */
  | { readonly op: 'remove-item'; readonly seq: SeqValue; readonly item: Value }
  /** Adds `key: value` behind the last entry (or behind `after`). */
  | {
      readonly op: 'insert'
      readonly map: MapValue
      readonly key: string
      readonly value: Plain
      readonly after?: Entry
    }
  /** Adds an item behind the last. */
  | { readonly op: 'append'; readonly seq: SeqValue; readonly value: Plain }
  /** Moves an entry into another map of the same file, created below `into` by `path` where it is missing; optionally under a new key. */
  | {
      readonly op: 'move'
      readonly map: MapValue
      readonly entry: Entry
      readonly into: MapValue
      readonly path: readonly string[]
      readonly key?: string
    }
  /** Replaces the text of a span: for Dockerfiles and for parts of a scalar. */
  | { readonly op: 'replace'; readonly file: SourceFile; readonly span: Span; readonly text: string }
  /** Adds whole lines (without line ending) before or behind an instruction. */
  | {
      readonly op: 'insert-lines'
      readonly file: SourceFile
      readonly before?: Span
      readonly after?: Span
      readonly lines: readonly string[]
    }
  /** Removes an instruction with its lines, the comments inside it included. */
  | { readonly op: 'remove-instruction'; readonly file: SourceFile; readonly instruction: Instruction }
  /** Writes a new file beside the others; only editors carry it out, and only where there is none of that name. */
  | { readonly op: 'create-file'; readonly path: string; readonly text: string }
  /** Removes one word of a command with the blank in front of it. */
  | { readonly op: 'remove-word'; readonly file: SourceFile; readonly span: Span }
