import type { Service } from '../../documents/compose/types'
import { toolkitVersion } from '../../host/engine'
import { defineRule } from '../../lint/rule'
import { isClusterTarget } from '../support/gpu-access'
import { type GpuImage, imageOf } from '../support/gpu-image'
import { isBefore, isFrom } from '../support/host-versions'
import { isAlpine } from '../support/musl'

export default defineRule({
  meta: {
    id: 'compose/alpine-musl-base',
    kind: 'compose',
    severity: 'info',
    fixable: 'none',
    since: '0.1.0',
    needs: ['alpine'],
    summary: 'A service with a GPU does not stand on Alpine.',
    why: 'The driver that comes into the container is built for glibc, and the loader of Alpine (musl) does not look where older toolkits put it.',
    messages: {
      musl: 'The service {service} asks for a GPU, and {image} is Alpine. nvidia-smi and the libraries of the driver are built for glibc, and before NVIDIA Container Toolkit 1.18.2 the loader of Alpine does not even look where they lie: programs find no GPU ("nvidia-smi: not found"). Take an image of Debian or Ubuntu, or gcompat with a toolkit from 1.18.2 on.',
    },
    sources: ['NVIDIA/nvidia-container-toolkit#1526', 'NVIDIA container toolkit release notes 1.18.2'],
    notes: [
      'A hint; a warning where the target names a toolkit before 1.18.2, and silent from that on and where a glibc or gcompat is installed.',
    ],
  },
  *check({ services }, context) {
    const toolkit = toolkitVersion(context.target)
    if (isFrom(toolkit, '1.18.2') || isClusterTarget(context)) return
    for (const service of services) {
      const image = asksNvidia(service) ? imageOf(service, context) : undefined
      if (!image || !isAlpine(image.value) || mayHaveGlibc(service, image)) continue
      const at = service.image?.node.file === service.node.file ? service.image.node : service.nameKey
      const severity = isBefore(toolkit, '1.18.2') ? 'warning' : 'info'
      yield { message: 'musl', data: { service: service.name, image: image.value }, at, severity }
    }
  },
})

const asksNvidia = ({ requests, runtime }: Service): boolean =>
  runtime?.value === 'nvidia' || requests.some(({ driver }) => driver === undefined || driver.value === 'nvidia')

const mayHaveGlibc = ({ commandText }: Service, { stage, value }: GpuImage): boolean =>
  /glibc|gcompat/i.test(
    [value, commandText, ...(stage?.lineage ?? []).map(({ file, span }) => file.text.slice(span.start, span.end))].join(
      '\n',
    ),
  )
