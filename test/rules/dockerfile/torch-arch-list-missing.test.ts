import rule from '../../../src/rules/dockerfile/torch-arch-list-missing'
import { testRule } from '../../support/rule-tester'

const image = (tag: string, ...lines: string[]) =>
  `FROM nvidia/cuda:${tag}\nRUN pip3 install torch\n${lines.join('\n')}\nCMD ["python3", "train.py"]\n`
const DEVEL = '12.4.1-cudnn-devel-ubuntu22.04'
const SSIM = 'git+https://github.com/rahul-goel/fused-ssim'

testRule(rule, {
  valid: [
    image(DEVEL, 'ENV TORCH_CUDA_ARCH_LIST="7.5 8.0 8.6 9.0+PTX"', `RUN pip3 install ${SSIM} --no-build-isolation`),
    image('12.8.1-devel-ubuntu22.04', 'ENV TORCH_CUDA_ARCH_LIST=8.6;12.0'),
    image(DEVEL, `RUN TORCH_CUDA_ARCH_LIST="8.6" pip3 install ${SSIM}`),
    image(DEVEL, `RUN export TORCH_CUDA_ARCH_LIST=8.6 && pip3 install ${SSIM}`),
    { name: 'a list from outside', text: image(DEVEL, 'ARG TORCH_CUDA_ARCH_LIST', `RUN pip3 install ${SSIM}`) },
    {
      name: 'for one command, on a branch for another CUDA',
      text: image(DEVEL, `RUN if [ "$CUDA" = 12.8 ]; then TORCH_CUDA_ARCH_LIST=12.0 pip3 install ${SSIM}; fi`),
    },
    { name: 'names', text: image(DEVEL, 'ENV TORCH_CUDA_ARCH_LIST="Ampere;Hopper"'), target: { gpus: ['RTX 5090'] } },
    { name: 'no compiler in the image', text: image('12.4.1-runtime-ubuntu22.04', 'ENV TORCH_CUDA_ARCH_LIST=12.0') },
    {
      name: 'another compiler',
      text: image(DEVEL, 'RUN apt-get install -y cuda-toolkit-12-8', 'ENV TORCH_CUDA_ARCH_LIST=12.0'),
    },
    { name: 'a generation of the future', text: image(DEVEL, 'ENV TORCH_CUDA_ARCH_LIST="8.6 14.0"') },
    {
      name: 'a package with a list of its own',
      text: image(DEVEL, 'RUN pip3 install flash-attn --no-build-isolation'),
    },
    {
      name: 'the card is in the list',
      text: image(DEVEL, 'ENV TORCH_CUDA_ARCH_LIST="8.0"'),
      target: { gpus: ['RTX 3090'] },
    },
    {
      name: 'PTX serves newer cards',
      text: image(DEVEL, 'ENV TORCH_CUDA_ARCH_LIST="8.0+PTX"'),
      target: { gpus: ['RTX 5090'] },
    },
    {
      name: 'compose gives the list',
      text: image(DEVEL, 'ARG TORCH_CUDA_ARCH_LIST="12.0"'),
      files: {
        'docker-compose.yml': 'services:\n  a:\n    build: { context: ., args: { TORCH_CUDA_ARCH_LIST: "8.6" } }\n',
      },
    },
    image(DEVEL, 'RUN cmake -S . -B build -DCMAKE_CUDA_ARCHITECTURES=native'),
  ],
  invalid: [
    {
      text: image(DEVEL, 'ENV TORCH_CUDA_ARCH_LIST=⟦"8.0 8.6 9.0 12.0+PTX"⟧'),
      message: 'unknown',
      severity: 'warning',
      says: ['names 12.0', 'CUDA 12.4', 'take CUDA 12.8 or later'],
      fixed: image(DEVEL, 'ENV TORCH_CUDA_ARCH_LIST="8.0 8.6 9.0+PTX"'),
    },
    {
      text: image('12.1.1-devel-ubuntu22.04', 'ARG TORCH_CUDA_ARCH_LIST=⟦3.5;7.0;8.0⟧', 'ENV FORCE_CUDA=1'),
      message: 'unknown',
      says: ['names 3.5', 'Drop 3.5, or take CUDA 11.8 or older.'],
      fixed: image('12.1.1-devel-ubuntu22.04', 'ARG TORCH_CUDA_ARCH_LIST=7.0;8.0', 'ENV FORCE_CUDA=1'),
    },
    {
      name: 'for CMake',
      text: image(
        DEVEL,
        'RUN cmake -S . -B build -DGGML_CUDA=ON ⟦"-DCMAKE_CUDA_ARCHITECTURES=86;120-real"⟧ && cmake --build build',
      ),
      message: 'unknown',
      says: ['CMAKE_CUDA_ARCHITECTURES names 12.0'],
      fixed: null,
    },
    {
      name: 'nothing says for which GPUs',
      text: image(DEVEL, `RUN pip3 install --no-build-isolation ⟦${SSIM}⟧`),
      message: 'missing',
      says: ['fused-ssim compiles'],
      fixed: image(
        DEVEL,
        'ENV TORCH_CUDA_ARCH_LIST="7.0 7.5 8.0 8.6 8.9 9.0+PTX"',
        `RUN pip3 install --no-build-isolation ${SSIM}`,
      ),
    },
    {
      name: 'nothing says for which GPUs, but the target does',
      text: image(
        DEVEL,
        'RUN FORCE_CUDA=1 pip3 install ⟦"git+https://github.com/facebookresearch/pytorch3d.git@stable"⟧',
      ),
      target: { gpus: ['A100', 'RTX 4090'] },
      message: 'missing',
      says: ['pytorch3d compiles'],
      fixed: image(
        DEVEL,
        'ENV TORCH_CUDA_ARCH_LIST="8.0 8.9+PTX"',
        'RUN FORCE_CUDA=1 pip3 install "git+https://github.com/facebookresearch/pytorch3d.git@stable"',
      ),
    },
    {
      name: 'a card that is left out',
      text: image(DEVEL, 'ENV TORCH_CUDA_ARCH_LIST=⟦"8.0 8.6"⟧'),
      target: { gpus: ['Tesla T4'] },
      message: 'card',
      says: ['no code for Tesla T4', 'Add 7.5.'],
      fixed: image(DEVEL, 'ENV TORCH_CUDA_ARCH_LIST="8.0 8.6 7.5"'),
    },
    {
      name: 'a card that the compiler does not know yet',
      text: image(DEVEL, 'ENV TORCH_CUDA_ARCH_LIST=⟦"8.0 9.0"⟧'),
      target: { gpus: ['RTX 5090'] },
      message: 'later',
      says: ['no code for RTX 5090', 'Take CUDA 12.8 or later, or keep PTX'],
      fixed: image(DEVEL, 'ENV TORCH_CUDA_ARCH_LIST="8.0 9.0+PTX"'),
    },
    {
      name: 'for one command alone',
      text: image(DEVEL, `RUN MAX_JOBS=4 TORCH_CUDA_ARCH_LIST=⟦"3.5;8.0"⟧ pip3 install ${SSIM}`),
      message: 'unknown',
      says: ['names 3.5', 'take CUDA 11'],
      fixed: image(DEVEL, `RUN MAX_JOBS=4 TORCH_CUDA_ARCH_LIST="8.0" pip3 install ${SSIM}`),
    },
  ],
})
