import type { RunInstruction, ShellCommand, ShellWord, Stage } from '../../documents/dockerfile/types'
import { parseImage } from '../../documents/images'
import { defineRule, type RuleFix } from '../../lint/rule'
import { isPlaceholder } from '../support/root-image'
import { isRun } from '../support/runs'

/** Commands that take names of files and do not read braces themselves. */
const TOOLS = new Set(['cp', 'mv', 'rm', 'ln', 'mkdir', 'touch', 'chmod', 'chown', 'install', 'rmdir'])

export default defineRule({
  meta: {
    id: 'dockerfile/brace-expansion-in-sh',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['{'],
    summary: 'A list in braces (`lib{a,b}.so`) is only written where the shell is bash.',
    why: 'RUN uses /bin/sh, which is dash on Debian and Ubuntu: it takes the braces as part of the name.',
    messages: {
      braces:
        '{word} is not expanded: RUN uses /bin/sh, which is dash on {image} and knows no lists in braces. {command} works on one name with braces in it, and what was meant is missing. Write the names out, or set SHELL ["/bin/bash", "-c"].',
    },
    covers: ['ln-hard-or-existing'],
    sources: ['Debian policy: /bin/sh is dash', 'POSIX shell: no brace expansion'],
    notes: [
      'Only for Debian, Ubuntu and the images made on them, whose shell is known, and for commands that take names of files. Silent where SHELL or `bash -c` says otherwise.',
    ],
  },
  *check(document) {
    for (const stage of document.stages) {
      if (!isDash(stage)) continue
      for (const run of stage.instructions.filter(isRun)) {
        for (const { command, word } of bracesIn(run)) {
          const data = { word: word.raw, command: command.name ?? '', image: stage.rootImage ?? '' }
          yield { message: 'braces', data, at: word.span, fixes: expanded(word, run) }
        }
      }
    }
  },
})

/** Images of Debian and Ubuntu, as far as their names say; a variable may put in any. */
function isDash(stage: Stage): boolean {
  const { fullName = '', tag = '' } = (stage.rootImage && parseImage(stage.rootImage)) || {}
  if (isPlaceholder(stage)) return false
  if (/^(?:nvcr\.io\/)?nvidia\/cuda$/.test(fullName)) return /ubuntu/.test(tag)
  if (/^(?:debian|ubuntu)$/.test(fullName)) return true
  return fullName === 'python' && !/alpine|windows/.test(tag)
}

function bracesIn(run: RunInstruction): readonly { command: ShellCommand; word: ShellWord }[] {
  const text = run.file.text.slice(run.span.start, run.span.end)
  if (run.exec || !text.includes('{') || /\bbash\b|\bzsh\b/.test(text) || !/^(?:\/bin\/)?(?:sh|dash)$/.test(run.shell))
    return []
  return run.commands.flatMap((command) =>
    TOOLS.has(command.name ?? '') ? command.args.filter(isBraced).map((word) => ({ command, word })) : [],
  )
}

const LIST = /^([^{}$"'`\\]*)\{([^{}$"'`\\\s,]*(?:,[^{}$"'`\\\s,]*)+)\}([^{}$"'`\\]*)$/

const isBraced = ({ raw, quoted }: ShellWord): boolean => !quoted && LIST.test(raw)

function expanded({ raw, span }: ShellWord, { file }: RunInstruction): readonly RuleFix[] {
  const [, before = '', list = '', after = ''] = LIST.exec(raw) ?? []
  const text = list
    .split(',')
    .map((part) => `${before}${part}${after}`)
    .join(' ')
  return [{ title: 'Write the names out', ops: [{ op: 'replace', file, span, text }] }]
}
