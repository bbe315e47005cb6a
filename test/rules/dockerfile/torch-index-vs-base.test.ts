import rule from '../../../src/rules/dockerfile/torch-index-vs-base'
import { testRule } from '../../support/rule-tester'

const image = (base: string, ...lines: string[]) =>
  `FROM ${base}\nENV FORCE_CUDA=1 TORCH_CUDA_ARCH_LIST="8.0;8.6"\n${lines.join('\n')}\nCMD ["python3", "train.py"]\n`
const CUDA12 = 'nvidia/cuda:12.1.1-cudnn8-devel-ubuntu22.04'
const from = (build: string) => `--index-url https://download.pytorch.org/whl/${build}`
const P3D = 'RUN pip3 install --no-build-isolation git+https://github.com/facebookresearch/pytorch3d.git@stable'

testRule(rule, {
  valid: [
    image(CUDA12, `RUN pip3 install torch==2.1.2 ${from('cu121')}`, P3D),
    { name: 'another minor of the major', text: image(CUDA12, `RUN pip3 install torch==2.5.1 ${from('cu124')}`, P3D) },
    {
      name: 'nothing is compiled: torch brings its own CUDA',
      text: image(CUDA12, `RUN pip3 install torch==2.1.2 ${from('cu118')}`),
    },
    {
      name: 'in isolation, with another torch',
      text: image(CUDA12, `RUN pip3 install torch==2.1.2 ${from('cu118')}`, P3D.replace('--no-build-isolation ', '')),
    },
    {
      name: 'a wheel may be found',
      text: image(
        CUDA12,
        `RUN pip3 install torch==2.1.2 ${from('cu118')}`,
        'RUN pip3 install flash-attn --no-build-isolation',
      ),
    },
    {
      name: 'no compiler',
      text: image('nvidia/cuda:12.1.1-runtime-ubuntu22.04', `RUN pip3 install torch==2.1.2 ${from('cu118')}`, P3D),
    },
    {
      name: 'another compiler',
      text: image(
        CUDA12,
        'RUN apt-get update && apt-get install -y cuda-toolkit-11-8',
        `RUN pip3 install torch==2.1.2 ${from('cu118')}`,
        P3D,
      ),
    },
    { name: 'a torch that is not known', text: image(CUDA12, 'RUN pip3 install torch', P3D) },
    {
      name: 'two of them',
      text: image(
        CUDA12,
        `RUN pip3 install torch==2.1.2 ${from('cu118')}`,
        `RUN pip3 install torch==2.1.2 ${from('cu121')}`,
        P3D,
      ),
    },
    {
      name: 'under a condition',
      text: image(
        CUDA12,
        `RUN pip3 install torch==2.1.2 ${from('cu118')}`,
        `RUN if [ "$EXT" ]; then ${P3D.slice(4)}; fi`,
      ),
    },
  ],
  invalid: [
    {
      text: image(CUDA12, `RUN pip3 install ⟦torch==2.1.2⟧ torchvision==0.16.2 ${from('cu118')}`, P3D),
      message: 'major',
      severity: 'warning',
      says: ['torch==2.1.2 (cu118) was built for CUDA 11.8', 'compiles pytorch3d with CUDA 12.1'],
      fixed: image(CUDA12, `RUN pip3 install torch==2.1.2 torchvision==0.16.2 ${from('cu121')}`, P3D),
    },
    {
      name: 'the default of PyPI, and a setup.py',
      text: image(
        'nvidia/cuda:11.8.0-cudnn8-devel-ubuntu22.04',
        'RUN pip3 install ⟦torch==2.1.2⟧',
        'COPY ops /ops',
        'RUN cd /ops && python3 setup.py install',
      ),
      message: 'major',
      says: ['built for CUDA 12.1', 'compiles the extension with CUDA 11.8'],
      fixed: image(
        'nvidia/cuda:12.1.1-cudnn8-devel-ubuntu22.04',
        'RUN pip3 install torch==2.1.2',
        'COPY ops /ops',
        'RUN cd /ops && python3 setup.py install',
      ),
    },
  ],
})
