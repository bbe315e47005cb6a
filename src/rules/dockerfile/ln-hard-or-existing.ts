import type { Facts } from '../../facts'
import { defineRule, type Report } from '../../lint/rule'
import { type CudaLink, cudaLinks } from '../support/cuda-links'
import { fileName, textOf } from '../support/shell-arguments'
import { mayHoldOtherToolkit } from '../support/toolkit-source'

export default defineRule({
  meta: {
    id: 'dockerfile/ln-hard-or-existing',
    kind: 'dockerfile',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['.so'],
    summary: 'A link among CUDA libraries starts at a library that this CUDA has and takes a name that is free.',
    why: 'ln stops the build where the name is taken, and a link to a library of another CUDA leads nowhere.',
    messages: {
      exists:
        'CUDA {minor} ships {name} itself, so this link finds its name taken: "ln: failed to create … File exists", and the build stops. Remove the link.',
      dangles:
        'CUDA {minor} ships {library}.so.{ships} and no {name}: this link leads nowhere, and what loads it fails with "cannot open shared object file". Start at {library}.so.{ships}, or remove the link.',
    },
    sources: [
      'aarnphm/distributed-deployment-ml',
      'googlecolab/open_in_colab#9',
      'table of library names (ELF SONAME fields)',
    ],
    notes: [
      'Judged by the base image (runtime and devel flavours of nvidia/cuda) and the table of library names. Silent where more CUDA packages come in, where an earlier command makes the source, and for links of libcusolver between .10 and .11 (libcusolver-10-11).',
    ],
  },
  *check(document, { facts, file }) {
    if (!/\bln\b/.test(file.text)) return
    for (const stage of document.stages) {
      const links = cudaLinks(stage, facts)
      if (links.length === 0 || mayHoldOtherToolkit(stage, file)) continue
      for (const link of links) if (!isMadeBefore(link, file.text)) yield* ofLink(link, facts)
    }
  },
})

function* ofLink(link: CudaLink, facts: Facts): Iterable<Report> {
  const { command, library, from, to, minor, ships } = link
  const quiet = command.conditional || command.failureIgnored
  const taken = link.within && (to === ships || (to === '' && link.devel))
  if (taken && !link.forced && !quiet && from !== to)
    yield {
      message: 'exists',
      data: { minor, name: fileName(textOf(link.target)) },
      at: command.span,
      fixes: removal(link),
    }
  else if (from !== '' && from !== ships && isOtherCudas(library, from, facts))
    yield {
      message: 'dangles',
      data: { minor, library, ships, name: `${library}.so.${from}` },
      at: link.source.span,
      severity: 'warning',
      fixes: restart(link),
    }
}

const MINORS = ['10.0', '10.1', '10.2', '11.0', '11.1', '11.2', '12.0', '13.0']

/** A full version (`libcudart.so.11.8.89`) is a file of this CUDA; a name of another CUDA is none. */
const isOtherCudas = (library: string, suffix: string, facts: Facts): boolean =>
  MINORS.some((minor) => facts.soname(library, minor) === suffix)

const isMadeBefore = ({ source, command }: CudaLink, text: string): boolean =>
  text.slice(0, command.span.start).includes(fileName(textOf(source)))

function removal({ run }: CudaLink) {
  const alone = run.commands.filter(({ name }) => name !== 'ldconfig').length === 1
  return alone
    ? [{ title: 'Remove the link', ops: [{ op: 'remove-instruction', file: run.file, instruction: run } as const] }]
    : []
}

function restart({ run, source, library, from, ships }: CudaLink) {
  const text = source.raw.replace(`${library}.so.${from}`, `${library}.so.${ships}`)
  return [
    {
      title: `Start at ${library}.so.${ships}`,
      ops: [{ op: 'replace', file: run.file, span: source.span, text } as const],
    },
  ]
}
