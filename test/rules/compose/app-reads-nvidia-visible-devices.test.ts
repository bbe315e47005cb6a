import rule from '../../../src/rules/compose/app-reads-nvidia-visible-devices'
import { testRule } from '../../support/rule-tester'
import { serviceOf } from '../../support/services'

const app = (...lines: string[]) => serviceOf(`image: acme/worker:1\ngpus: all\n${lines.join('\n')}\n`)

testRule(rule, {
  valid: [
    app('command: python worker.py'),
    app('command: sh -c "echo GPUs $$NVIDIA_VISIBLE_DEVICES; exec ./run"'),
    {
      name: 'Compose puts the value of the host in',
      text: app('command: sh -c "nvidia-smi -i $NVIDIA_VISIBLE_DEVICES"'),
    },
    {
      name: 'other values are handled',
      text: app(
        `command: sh -c '[ "$$NVIDIA_VISIBLE_DEVICES" = all ] || export CUDA_VISIBLE_DEVICES=$$NVIDIA_VISIBLE_DEVICES; exec ./run'`,
      ),
    },
    app('environment: [NVIDIA_VISIBLE_DEVICES=0]', 'command: nvidia-smi -L'),
  ],
  invalid: [
    {
      name: 'cut at commas by the shell',
      text: app('command: ["bash", "-c", "for i in ⟦$${NVIDIA_VISIBLE_DEVICES//,/ }⟧; do ./work $$i & done; wait"]'),
      message: 'read',
      says: ['${NVIDIA_VISIBLE_DEVICES//,/ }'],
      fixed: null,
    },
    {
      text: app('healthcheck:', '  test: ["CMD-SHELL", "nvidia-smi --id=⟦$$NVIDIA_VISIBLE_DEVICES⟧ || exit 1"]'),
      message: 'read',
      severity: 'warning',
      says: ['The healthcheck of app takes $NVIDIA_VISIBLE_DEVICES', 'void'],
      fixed: null,
    },
    {
      text: app(
        'entrypoint: ["bash", "-c"]',
        'command:',
        '  - |',
        '    export CUDA_VISIBLE_DEVICES="⟦$${NVIDIA_VISIBLE_DEVICES}⟧"',
        '    exec python train.py',
      ),
      message: 'read',
      fixed: null,
    },
    {
      text: app(
        `command: sh -c "torchrun --nproc-per-node $$(echo ⟦$$NVIDIA_VISIBLE_DEVICES⟧ | tr ',' '\\n' | wc -l) train.py"`,
      ).replace("'\\n'", "' '"),
      message: 'read',
      fixed: null,
    },
  ],
})
