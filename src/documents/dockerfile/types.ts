import type { Span } from '../../text'
import type { SourceFile, SyntaxProblem } from '../source'

export interface DockerfileDocument {
  readonly kind: 'dockerfile'
  readonly file: SourceFile
  readonly escape: '\\' | '`'
  /** The frontend of `# syntax=`; foreign: not docker/dockerfile, so unknown instructions are its own. */
  readonly syntax: string | undefined
  readonly foreign: boolean
  /** ARG instructions before the first FROM. */
  readonly globalArgs: readonly Declaration[]
  readonly stages: readonly Stage[]
  /** All instructions in order, those before the first FROM included. */
  readonly instructions: readonly Instruction[]
  readonly problems: readonly SyntaxProblem[]
}

export interface Stage {
  readonly index: number
  readonly name: Word | undefined
  readonly from: FromInstruction
  /** The earlier stage that FROM names, else undefined. */
  readonly parent: Stage | undefined
  /** The image at the root of the chain of stages as resolved text (`nvidia/cuda:12.4.1-base-ubuntu22.04`); undefined: not known, or `scratch`. */
  readonly rootImage: string | undefined
  /** Instructions of this stage, without its FROM. */
  readonly instructions: readonly Instruction[]
  /** True for the last stage (what is built when no target is named). */
  readonly final: boolean
  /** True when a later stage is based on it or copies from it. */
  readonly used: boolean
  /** Instructions of the parents, then of this stage. */
  readonly lineage: readonly Instruction[]
}

/** A word of an instruction. `value` is undefined where an expansion is not known at that point. */
export interface Word {
  readonly value: string | undefined
  readonly raw: string
  readonly span: Span
  readonly expanded: boolean
}

export interface Flag {
  readonly name: string
  readonly value: string | undefined
  readonly span: Span
}

interface Base {
  readonly file: SourceFile
  readonly span: Span
  readonly keywordSpan: Span
  readonly stage: Stage | undefined
  readonly flags: readonly Flag[]
  /** What `$NAME` is at this point: ARGs and ENVs in scope, those of the parents included; undefined: not declared, null: declared, value not known. */
  variable(name: string): string | null | undefined
}

export interface FromInstruction extends Base {
  readonly keyword: 'FROM'
  /** The image expression: its value has ARGs resolved by their defaults. */
  readonly image: Word
  readonly platform: Word | undefined
  readonly name: Word | undefined
  /** A word that was meant to begin a comment: to Docker it is one word too many. */
  readonly comment: Word | undefined
}
export interface Declaration {
  readonly name: Word
  readonly value: Word | undefined
  readonly instruction: ArgInstruction | EnvInstruction
}
export interface ArgInstruction extends Base {
  readonly keyword: 'ARG'
  readonly declarations: readonly Declaration[]
}
export interface EnvInstruction extends Base {
  readonly keyword: 'ENV'
  /** `key value` (old form, one pair) or `key=value …`. */
  readonly form: 'space' | 'equals'
  readonly declarations: readonly Declaration[]
}
export interface CopyInstruction extends Base {
  readonly keyword: 'COPY' | 'ADD'
  readonly from: Word | undefined
  /** The stage of this file that `--from` names (by name or number). */
  readonly fromStage: Stage | undefined
  /** The image that `--from` names, when it is no stage. */
  readonly fromImage: Word | undefined
  readonly sources: readonly Word[]
  readonly destination: Word | undefined
}
/** RUN, and CMD, ENTRYPOINT, HEALTHCHECK CMD: in exec form the words stand in `exec`, in shell form the shell is parsed. */
export interface RunInstruction extends Base {
  readonly keyword: 'RUN' | 'CMD' | 'ENTRYPOINT' | 'HEALTHCHECK'
  readonly exec: readonly Word[] | undefined
  /** Every simple command in it, in order, those inside `sh -c "…"`, subshells, loops, `$( )` and heredocs included. */
  readonly commands: readonly ShellCommand[]
  /** The shell that runs it: SHELL instruction, heredoc `#!`, else `/bin/sh`. */
  readonly shell: string
  readonly mounts: readonly Mount[]
}
export interface Mount {
  readonly type: string
  readonly from: string | undefined
  readonly source: string | undefined
  readonly target: string | undefined
  readonly span: Span
}
export interface OtherInstruction extends Base {
  /** SHELL, WORKDIR, USER, LABEL, EXPOSE, …, or a word that Docker does not know. */
  readonly keyword: string
  readonly words: readonly Word[]
}
export type Instruction =
  | FromInstruction
  | ArgInstruction
  | EnvInstruction
  | CopyInstruction
  | RunInstruction
  | (OtherInstruction & { readonly other: true })

/** One simple command, as `pip install torch==2.1`. */
export interface ShellCommand {
  /** The program's name without its directory (`/usr/bin/pip3` → `pip3`), wrappers (`sudo`, `env`, `time`, `exec`) skipped. */
  readonly name: string | undefined
  readonly nameWord: ShellWord | undefined
  /** Arguments behind the name. */
  readonly args: readonly ShellWord[]
  /** `NAME=value` in front. */
  readonly assignments: ReadonlyMap<string, string | undefined>
  readonly redirects: readonly Redirect[]
  readonly span: Span
  /** True where it may be skipped or its failure is swallowed: right of `||`, left of `|| true`, in if/while/case, in a function. */
  readonly conditional: boolean
  /** True where a failure does not stop the build: `|| true`, `; …` without `set -e`, an `if` condition. */
  readonly failureIgnored: boolean
  readonly instruction: RunInstruction
}

export interface ShellWord {
  /** Quotes and escapes taken away, ENV and ARG resolved; undefined where an expansion is not known. */
  readonly value: string | undefined
  readonly raw: string
  readonly span: Span
  readonly quoted: boolean
}

export interface Redirect {
  readonly operator: string
  readonly target: ShellWord | undefined
  readonly span: Span
  /** No blank stands between the operator and the word before it (`torch>=2`). */
  readonly glued: boolean
}
