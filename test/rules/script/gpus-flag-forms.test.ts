import rule from '../../../src/rules/script/gpus-flag-forms'
import { testRule } from '../../support/rule-tester'

const script = (line: string) => `#!/usr/bin/env bash\nset -euo pipefail\n\n# the server\n${line}\n`
const IMAGE = 'nvcr.io/nvidia/tritonserver:24.05-py3'

testRule(rule, {
  valid: [
    script(`docker run --gpus all -e NVIDIA_VISIBLE_DEVICES=all ${IMAGE}`),
    script(`docker run --gpus all -e NVIDIA_VISIBLE_DEVICES ${IMAGE} -e NVIDIA_VISIBLE_DEVICES=1`),
    script(`docker run --gpus device=1 -e NVIDIA_VISIBLE_DEVICES=1 ${IMAGE}`),
    script(`docker run --runtime=nvidia -e NVIDIA_VISIBLE_DEVICES=1 ${IMAGE}`),
    script(`docker run --rm --gpus all ${IMAGE} tritonserver --model-repository=/models`),
    script(`docker run --gpus=1 -it ${IMAGE}`),
    script(`docker run --gpus '"device=0,1"' ${IMAGE}`),
    script(`docker run --gpus "\\"device=0,1\\"" ${IMAGE}`),
    script(`docker run --gpus device=0 ${IMAGE}`),
    { name: 'a variable', text: script(`docker run --gpus "device=$GPU" ${IMAGE}`) },
    { name: 'the program has a flag of the same name', text: script(`docker run --rm ${IMAGE} train --gpus 0,1`) },
    { name: 'another program', text: script('accelerate launch --gpus 0,1 train.py') },
    { name: 'another command of docker', text: script('docker exec web train --gpus 0,1') },
    { name: 'no shell', text: '#!/usr/bin/env python3\nimport os\nos.system("docker run --gpus device=0,1 a")\n' },
    {
      name: 'nvidia-smi needs no compute',
      text: script("docker run --gpus 'all,capabilities=utility' --rm ubuntu nvidia-smi"),
    },
  ],
  invalid: [
    {
      text: script(`docker run --gpus ⟦driver=nvida,count=1⟧ ${IMAGE}`),
      message: 'driver',
      severity: 'error',
      says: ['the driver nvida'],
      fixed: script(`docker run --gpus 'driver=nvidia,count=1' ${IMAGE}`),
    },
    {
      name: 'twice: the last counts',
      text: script(`docker run ⟦--gpus⟧ all --gpus '"device=1"' ${IMAGE}`),
      message: 'twiceGiven',
      severity: 'warning',
      fixed: null,
    },
    {
      text: script(`docker run --gpus all -e A=b -e ⟦NVIDIA_VISIBLE_DEVICES=1⟧ ${IMAGE}`),
      message: 'overridden',
      severity: 'warning',
      says: ['NVIDIA_VISIBLE_DEVICES=1', '--gpus all'],
      fixed: null,
    },
    {
      text: script(`docker run --gpus=device=0 ⟦--env=NVIDIA_VISIBLE_DEVICES=1⟧ ${IMAGE}`),
      message: 'overridden',
      fixed: null,
    },
    {
      text: script(`docker run --rm -it --gpus ⟦device=0,1⟧ -v "$PWD:/work" ${IMAGE}`),
      message: 'both',
      severity: 'error',
      says: [`Write '"device=0,1"'`],
      fixed: script(`docker run --rm -it --gpus '"device=0,1"' -v "$PWD:/work" ${IMAGE}`),
    },
    {
      name: 'the quotes of the shell alone',
      text: script(`sudo docker run -d --name triton \\\n  --gpus ⟦"device=0,2"⟧ \\\n  ${IMAGE}`),
      message: 'both',
      fixed: script(`sudo docker run -d --name triton \\\n  --gpus '"device=0,2"' \\\n  ${IMAGE}`),
    },
    {
      text: script(`docker run ⟦"--gpus all"⟧ ${IMAGE}`),
      message: 'joined',
      fixed: script(`docker run --gpus=all ${IMAGE}`),
    },
    {
      text: script(`docker run ⟦--gpu⟧ all ${IMAGE}`),
      message: 'flag',
      fixed: script(`docker run --gpus all ${IMAGE}`),
    },
    {
      text: script(`docker run --gpus ⟦ALL⟧ ${IMAGE}`),
      message: 'count',
      says: ['invalid count (ALL)'],
      fixed: script(`docker run --gpus all ${IMAGE}`),
    },
    {
      name: 'no value: the image is taken for it',
      text: script(`docker run --rm --gpus ⟦${IMAGE}⟧ nvidia-smi`),
      message: 'novalue',
      says: [`${IMAGE}, for it`],
      fixed: script(`docker run --rm --gpus all ${IMAGE} nvidia-smi`),
    },
    {
      name: 'a blank behind the equals sign',
      text: script(`docker run ⟦--gpus=⟧ all ${IMAGE}`),
      message: 'empty',
      fixed: null,
    },
    {
      text: script(`docker run --gpus ⟦all,capabilities=utility⟧ ${IMAGE}`),
      message: 'compute',
      severity: 'warning',
      fixed: script(`docker run --gpus 'all,"capabilities=compute,utility"' ${IMAGE}`),
    },
    {
      text: script(`docker run --gpus ⟦'"capabilities=compute,utility"'⟧ ${IMAGE}`),
      message: 'default',
      fixed: script(`docker run --gpus 'all,"capabilities=compute,utility"' ${IMAGE}`),
    },
    {
      text: script(`docker run --gpus ⟦0⟧ ${IMAGE}`),
      message: 'none',
      fixed: script(`docker run --gpus all ${IMAGE}`),
    },
    { text: script(`docker run --gpus ⟦id=0⟧ ${IMAGE}`), message: 'key', fixed: null },
    {
      text: script(`docker run --gpus ⟦'"device=0","device=1"'⟧ ${IMAGE}`),
      message: 'twice',
      fixed: script(`docker run --gpus '"device=0,1"' ${IMAGE}`),
    },
    {
      text: script(`docker run ⟦--gpus="'device=0,1'"⟧ ${IMAGE}`).replace(`"'device=0,1'"`, `"x\\"device=0,1"`),
      message: 'quotes',
      fixed: null,
    },
    { text: script(`docker run --gpus ⟦device=nvidia.com/gpu=0⟧ ${IMAGE}`), message: 'cdi', fixed: null },
  ],
})
