import rule from '../../../src/rules/dockerfile/cuda-visible-devices-all'
import { testRule } from '../../support/rule-tester'

const from = 'FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n'

testRule(rule, {
  valid: [
    `${from}ENV CUDA_VISIBLE_DEVICES=0,1\n`,
    { name: 'for the CPU on purpose', text: `${from}ENV CUDA_VISIBLE_DEVICES=-1\n` },
    { name: 'empty', text: `${from}ENV CUDA_VISIBLE_DEVICES=""\n` },
    { name: 'a UUID', text: `${from}ENV CUDA_VISIBLE_DEVICES=GPU-8f6e3b1c-1d0e\n` },
    {
      name: 'the variable of the runtime',
      text: `${from}ENV NVIDIA_VISIBLE_DEVICES=all\n# not CUDA_VISIBLE_DEVICES\n`,
    },
    { name: 'a build argument', text: `${from}ARG GPUS=all\nENV CUDA_VISIBLE_DEVICES=$GPUS\n` },
    { name: 'written again', text: `${from}ENV CUDA_VISIBLE_DEVICES=all\nENV CUDA_VISIBLE_DEVICES=0\n` },
    {
      name: 'written again by the command',
      text: `${from}ENV CUDA_VISIBLE_DEVICES=all\nCMD CUDA_VISIBLE_DEVICES=0 python3 a.py\n`,
    },
    { name: 'a stage that ends nowhere', text: `${from}ARG CUDA_VISIBLE_DEVICES=all\n` },
    ...[
      'CMD CUDA_VISIBLE_DEVICES=0,1 python a.py',
      'CMD CUDA_VISIBLE_DEVICES=$GPUS python a.py',
      'CMD CUDA_VISIBLE_DEVICES="" python a.py',
      'CMD echo "set CUDA_VISIBLE_DEVICES=all"',
      'CMD docker run -e CUDA_VISIBLE_DEVICES=all a',
      'CMD ["python", "a.py", "CUDA_VISIBLE_DEVICES=all"]',
      'CMD CUDA_VISIBLE_DEVICES=all python a.py\nCMD python b.py',
      'CMD python a.py --env CUDA_VISIBLE_DEVICES=all',
    ].map((start) => `FROM a\n${start}\n`),
  ],
  invalid: [
    ...[
      'CMD CUDA_VISIBLE_DEVICES=⟦gpu0⟧ python a.py',
      'ENTRYPOINT ["bash", "-lc", "cd /app && export CUDA_VISIBLE_DEVICES=⟦gpu0⟧; python a.py"]',
    ].map((start) => ({
      text: `FROM a\nENV CUDA_VISIBLE_DEVICES=all\n${start}\n`,
      message: 'word',
      severity: 'error' as const,
      fixed: `FROM a\nENV CUDA_VISIBLE_DEVICES=all\n${start.replace('⟦gpu0⟧', '0')}\n`,
    })),
    {
      name: 'every GPU, said to the shell of a start',
      text: 'FROM a\nCMD A=1 CUDA_VISIBLE_DEVICES="⟦all⟧" python a.py\n'.replace('"⟦all⟧"', '⟦"all"⟧'),
      message: 'word',
      fixed: null,
    },
    {
      text: `${from}ENV CUDA_VISIBLE_DEVICES=⟦all⟧\nCMD ["python3", "a.py"]\n`,
      message: 'word',
      severity: 'error',
      says: ['"all"', 'No CUDA GPUs are available'],
      fixed: `${from}CMD ["python3", "a.py"]\n`,
    },
    {
      name: 'one of several',
      text: `${from}ENV NVIDIA_VISIBLE_DEVICES=all \\\n    CUDA_VISIBLE_DEVICES=⟦"all"⟧\nCMD ["python3", "a.py"]\n`,
      message: 'word',
      fixed: `${from}ENV NVIDIA_VISIBLE_DEVICES=all\nCMD ["python3", "a.py"]\n`,
    },
    {
      name: 'the old form, in a stage below',
      text: `${from.trim()} AS base\nENV CUDA_VISIBLE_DEVICES ⟦all⟧\nFROM base\nCMD ["python3", "a.py"]\n`,
      message: 'word',
      fixed: `${from.trim()} AS base\nFROM base\nCMD ["python3", "a.py"]\n`,
    },
    {
      name: 'parted by blanks',
      text: `${from}ENV CUDA_VISIBLE_DEVICES=⟦"0 1"⟧\n`,
      message: 'list',
      severity: 'warning',
      fixed: from,
      offers: { 'Write 0,1': `${from}ENV CUDA_VISIBLE_DEVICES=0,1\n` },
    },
  ],
})
