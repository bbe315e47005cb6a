import { defineRule } from '../../lint/rule'
import { refusedIn } from '../support/driver-capabilities'
import { lastDeclarations, writeFixes } from '../support/last-declaration'

const NAME = 'NVIDIA_DRIVER_CAPABILITIES'

export default defineRule({
  meta: {
    id: 'dockerfile/driver-caps-unknown',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: [NAME],
    summary: 'NVIDIA_DRIVER_CAPABILITIES of an image names capabilities that the NVIDIA container toolkit knows.',
    why: 'The hook of the toolkit refuses a list with a word that it does not know: no container of the image gets a GPU.',
    messages: {
      unknown:
        'NVIDIA_DRIVER_CAPABILITIES={value} names "{word}", which the NVIDIA container toolkit does not know: its hook stops the start of each container that asks for a GPU with "unsupported capabilities found". Write {right}.',
    },
    sources: [
      'NVIDIA toolkit docs, driver capabilities',
      'NVIDIA/nvidia-container-toolkit cmd/nvidia-container-runtime-hook/container_config.go (getDriverCapabilities)',
    ],
    notes: [
      'Known are all, compute, compat32, graphics, utility, video, display and ngx. The last value of each image that the file makes is judged; silent for values from variables. A warning: a request that lists driver capabilities replaces the variable, and through CDI it is not read.',
    ],
  },
  *check(document, { facts }) {
    for (const declaration of lastDeclarations(document, NAME)) {
      const { value } = declaration
      const refused = value && !value.expanded ? refusedIn(value.value, facts) : undefined
      if (!value || !refused) continue
      const data = { value: value.value ?? '', ...refused }
      yield { message: 'unknown', data, at: value.span, fixes: writeFixes(declaration, refused.right) }
    }
  },
})
