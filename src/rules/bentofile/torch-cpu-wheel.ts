import type { BentofileDocument } from '../../documents/bentofile/types'
import { parseRequirement } from '../../documents/dockerfile/requirement'
import { plainTexts } from '../../documents/plain-text'
import type { Text } from '../../documents/text'
import { asMap } from '../../documents/tree'
import { majorOf } from '../../facts'
import { defineRule, type RuleContext, type RuleFix } from '../../lint/rule'
import { cudaBase } from '../support/cuda-stage'
import { CPU_INDEX, cudaBuildFor } from '../support/torch-build'

export default defineRule({
  meta: {
    id: 'bentofile/torch-cpu-wheel',
    kind: 'bentofile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['cpu'],
    summary: 'A bento with CUDA packs the CUDA build of PyTorch.',
    why: 'The CPU build has no CUDA in it: torch.cuda.is_available() is False whatever GPU the container gets.',
    messages: {
      cpu: '{word} brings PyTorch for the CPU alone, and {reason}. torch.cuda.is_available() will be False ("Torch not compiled with CUDA enabled"). Take a build with CUDA, for example {instead}.',
    },
    sources: ['pytorch/pytorch#134790', 'pytorch/pytorch#168065', 'docs.bentoml.com, bentofile.yaml options (2026)'],
    notes: ['Only beside docker.cuda_version, or with an nvidia/cuda image as base_image.'],
  },
  *check(document, context) {
    const cuda = cudaOf(document, context)
    const torch = document.pythonPackages.flatMap(({ value }) => {
      const requirement = value === undefined ? undefined : parseRequirement(value)
      return requirement?.name === 'torch' ? [requirement] : []
    })[0]
    if (!cuda || !torch) return
    const build = cudaBuildFor(torch.pinned?.split('+')[0], majorOf(cuda.version), context.facts)
    const found = cpuTexts(document)
    for (const { text, instead } of found.slice(0, 1)) {
      const data = { word: text.value ?? '', reason: cuda.reason, instead: instead.replace('#', build) }
      yield { message: 'cpu', data, at: text.node, fixes: [repair(found, build)] }
    }
  },
})

function cudaOf({ cudaVersion, baseImage }: BentofileDocument, { facts }: RuleContext) {
  const base = cudaBase(baseImage?.value, facts)
  if (base) return { version: base.minor, reason: `base_image is ${baseImage?.value}` }
  const version = baseImage ? undefined : cudaVersion?.value
  return version && /^\d/.test(version) ? { version, reason: `docker.cuda_version is ${version}` } : undefined
}

interface CpuText {
  readonly text: Text
  /** The same for CUDA, `#` in place of the build. */
  readonly instead: string
}

/** The index, which stands for all of PyTorch, or the packages; nothing where an index of CUDA stands beside it. */
function cpuTexts({ root, pythonPackages }: BentofileDocument): readonly CpuText[] {
  const python = asMap(root?.get('python'))
  const indexes = ['index_url', 'extra_index_url', 'find_links'].flatMap((key) => plainTexts(python?.get(key)))
  const texts = [...indexes, ...pythonPackages].filter(({ value }) => value !== undefined)
  if (indexes.some(({ value }) => /\/whl\/(?:nightly\/)?cu\d/.test(value ?? '')) || python?.get('pip_args')) return []
  return texts.flatMap((text) => {
    const value = text.value ?? ''
    const instead = CPU_INDEX.test(value)
      ? value.replace(CPU_INDEX, (path) => path.replace(/cpu$/, '#'))
      : value.replace(/^(torch(?:vision|audio)?\s*==[^+;]*\+)cpu\b/, '$1#')
    return instead === value ? [] : [{ text, instead }]
  })
}

const repair = (found: readonly CpuText[], build: string): RuleFix => ({
  title: `Take PyTorch for CUDA (${build})`,
  ops: found.map(
    ({ text, instead }) => ({ op: 'set', target: text.node, value: instead.replace('#', build) }) as const,
  ),
})
