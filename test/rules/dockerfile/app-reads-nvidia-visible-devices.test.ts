import rule from '../../../src/rules/dockerfile/app-reads-nvidia-visible-devices'
import { testRule } from '../../support/rule-tester'

const image = (...lines: string[]) => `FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n${lines.join('\n')}\n`

testRule(rule, {
  valid: [
    image('ENV NVIDIA_VISIBLE_DEVICES=all', 'CMD nvidia-smi -L'),
    image('COPY <<EOF /note.txt', '--gpu=$NVIDIA_VISIBLE_DEVICES', 'EOF'),
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
      name: 'a script of the file',
      text: image(
        "COPY <<'EOF' /entry.sh",
        '#!/bin/bash',
        `N=$(echo "⟦$NVIDIA_VISIBLE_DEVICES⟧" | tr , ' ' | wc -w)`,
        'exec server --shards $N',
        'EOF',
        'ENTRYPOINT ["bash", "/entry.sh"]',
      ),
      message: 'read',
      says: ['COPY takes'],
      fixed: null,
    },
    {
      text: image('ENTRYPOINT ["sh", "-c", "server --gpu-ids=⟦${NVIDIA_VISIBLE_DEVICES}⟧"]'),
      message: 'read',
      fixed: null,
    },
  ],
})
