import rule from '../../../src/rules/dockerfile/app-reads-nvidia-visible-devices'
import { testRule } from '../../support/rule-tester'

const image = (...lines: string[]) => `FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n${lines.join('\n')}\n`

testRule(rule, {
  valid: [
    image('ENV NVIDIA_VISIBLE_DEVICES=all', 'CMD nvidia-smi -L'),
    image('CMD echo "sees $NVIDIA_VISIBLE_DEVICES" && exec python3 app.py'),
    {
      name: 'handled',
      text: image('CMD if [ "$NVIDIA_VISIBLE_DEVICES" != void ]; then nvidia-smi -i $NVIDIA_VISIBLE_DEVICES; fi'),
    },
    {
      name: 'while it is built the variable is empty anyway',
      text: image('RUN nvidia-smi -i $NVIDIA_VISIBLE_DEVICES || true'),
    },
  ],
  invalid: [
    {
      text: image('HEALTHCHECK CMD nvidia-smi -i ⟦$NVIDIA_VISIBLE_DEVICES⟧ || exit 1', 'CMD ["python3", "app.py"]'),
      message: 'read',
      severity: 'warning',
      says: ['HEALTHCHECK takes $NVIDIA_VISIBLE_DEVICES'],
      fixed: null,
    },
    {
      text: image('ENTRYPOINT ["sh", "-c", "server --gpu-ids=⟦${NVIDIA_VISIBLE_DEVICES}⟧"]'),
      message: 'read',
      fixed: null,
    },
  ],
})
