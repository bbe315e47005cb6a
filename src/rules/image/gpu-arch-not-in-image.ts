import type { ImageUse } from '../../documents/images'
import { compareVersions, type Facts, versionPrefix } from '../../facts'
import { defineRule, type Report, type RuleContext } from '../../lint/rule'
import { type Card, cardsOf, lacksCode, titleOf } from '../support/gpu-arch'
import { retagTo } from '../support/image-retag'
import { usersOf } from '../support/image-users'

export default defineRule({
  meta: {
    id: 'image/gpu-arch-not-in-image',
    kind: 'image',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'An image holds code for the GPUs of the target.',
    why: 'A program holds machine code for the generations that it was built for, and stops on others.',
    messages: {
      new: '{image} holds no code for {card}: its CUDA {cuda} is older than the card, which needs {minCuda} or later. PyTorch stops with "no kernel image is available for execution on the device". Take a tag with CUDA {minCuda} or later.',
      old: '{image} holds no code for {card}: builds for CUDA {cuda} start at newer cards. PyTorch stops with "no kernel image is available for execution on the device". Take a tag with an older CUDA.',
      floor:
        '{image} serves cards from compute capability {floor} on, and the target has {card}. It stops there, or refuses the card. Take an older release, or another card.',
      prefix:
        '{image} is built for compute capability {floor} alone, and the target has {card}. The server checks that and stops. Take the tag {choice}.',
    },
    covers: ['gpu-arch-not-in-wheel'],
    sources: [
      'pytorch/pytorch#149845',
      'NVIDIA/personaplex#23',
      'vllm-project/vllm#19906',
      'huggingface/text-embeddings-inference README (2026)',
      'triton-inference-server/server compatibility.md @e1db8a60',
    ],
    notes: [
      'Speaks only where the target names GPUs that the table knows, and where a service asks for a GPU. For pytorch/pytorch by the CUDA of the tag; for vllm/vllm-openai, NVIDIA Triton and text-embeddings-inference by what their projects say.',
    ],
  },
  *check(use, context) {
    const cards = cardsOf(context.target, context.facts)
    if (cards.length === 0 || !use.reference.tag || !usersOf(use, context)) return
    for (const card of cards) {
      const report = judge(use, card, context)
      if (report) return yield report
    }
  },
})

function judge(use: ImageUse, card: Card, context: RuleContext): Report | undefined {
  const { fullName, tag = '' } = use.reference
  if (fullName === 'pytorch/pytorch') return ofPytorch(use, tag, card, context)
  if (fullName === 'ghcr.io/huggingface/text-embeddings-inference') return ofPrefix(use, tag, card, context)
  const floor = floorOf(fullName, tag, context.facts)
  if (floor === undefined || card.capabilities.some((one) => compareVersions(one, floor) >= 0)) return undefined
  return { message: 'floor', data: { ...shown(use, card), floor }, at: use.span }
}

const shown = ({ value }: ImageUse, card: Card) => ({ image: value, card: titleOf(card) })

function ofPytorch(use: ImageUse, tag: string, card: Card, { facts }: RuleContext): Report | undefined {
  const [, version = '', cuda = ''] = /^(\d+\.\d+(?:\.\d+)?)-cuda(\d+\.\d+)-/.exec(tag) ?? []
  if (version === '' || compareVersions(version, '1.8') < 0) return undefined
  const compiled = facts.torchArchSupport(version, cuda)?.find(({ platform }) => platform.includes('x86_64'))
  const verdicts = card.capabilities.map((one) => lacksCode(cuda, one, facts, compiled?.computeCapabilities))
  const [verdict] = verdicts
  if (!verdict || verdicts.some((other) => other !== verdict)) return undefined
  const minCuda = facts.gpu(card.capabilities[0] ?? '')[0]?.minCuda ?? ''
  const message = verdict === 'too new' ? 'new' : 'old'
  return { message, data: { ...shown(use, card), cuda: versionPrefix(cuda, 2), minCuda }, at: use.span }
}

/** The lowest compute capability that the project serves. */
function floorOf(fullName: string, tag: string, facts: Facts): string | undefined {
  if (fullName === 'vllm/vllm-openai') return facts.vllmMinCapability
  if (fullName !== 'nvcr.io/nvidia/tritonserver' || tag.endsWith('-sdk')) return undefined
  return facts.triton(tag)?.minCc
}

/** What stands in front of the version in a tag of text-embeddings-inference, by compute capability. */
const PREFIXES: Readonly<Record<string, string>> = {
  '7.5': 'turing-',
  '8.0': '',
  '8.6': '86-',
  '8.9': '89-',
  '9.0': 'hopper-',
  '10.0': '100-',
  '12.0': '120-',
}

function ofPrefix(use: ImageUse, tag: string, card: Card, context: RuleContext): Report | undefined {
  const [, prefix, version] = /^((?:turing|hopper|86|89|100|120)-)?(\d+\.\d+(?:\.\d+)?)$/.exec(tag) ?? []
  const [capability, ...more] = card.capabilities
  if (!version || capability === undefined || more.length > 0) return undefined
  const floor = Object.keys(PREFIXES).find((one) => PREFIXES[one] === (prefix ?? ''))
  const wanted = PREFIXES[capability]
  if (floor === undefined || floor === capability || wanted === undefined) return undefined
  const choice = `${wanted}${version}`
  const fixes = retagTo(use, context, [choice])
  return { message: 'prefix', data: { ...shown(use, card), floor, choice }, at: use.span, fixes }
}
