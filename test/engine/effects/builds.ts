import type { EffectCase } from './effect'

const BASE = 'nvidia/cuda:12.4.1-base-ubuntu22.04'
const dockerfile = (lines: string, from = `FROM ${BASE}\n`) => ({
  files: { Dockerfile: `${from}${lines}\n` },
  path: 'Dockerfile',
})

/** What `docker build` makes of a Dockerfile. */
export const builds: readonly EffectCase[] = [
  {
    rule: 'dockerfile/build-has-no-gpu',
    ...dockerfile('RUN nvidia-smi'),
    claimed: { stops: /nvidia-smi/ },
    fixed: { sees: { END: '1' } },
  },
  {
    rule: 'dockerfile/arg-before-from-scope',
    ...dockerfile('ENV CUDA_DIR=/usr/local/cuda-${TOOLS_VERSION}', `ARG TOOLS_VERSION=12.4.1\nFROM ${BASE}\n`),
    claimed: { sees: { CUDA_DIR: '/usr/local/cuda-' } },
    fixed: { sees: { CUDA_DIR: '/usr/local/cuda-12.4.1' } },
  },
  {
    rule: 'dockerfile/arg-before-from-scope',
    ...dockerfile('ENV A=b', 'FROM nvidia/cuda:${CUDA_VERSION}-base-ubuntu22.04\n'),
    claimed: { stops: /invalid reference format/ },
    fixed: { sees: { A: 'b' } },
  },
  {
    rule: 'dockerfile/brace-expansion-in-sh',
    ...dockerfile('RUN mkdir -p /models/{a,b}'),
    claimed: { sees: { MODELS: '{a,b}' } },
    fixed: { sees: { MODELS: 'a b' } },
  },
  {
    rule: 'dockerfile/ld-library-path-overwritten',
    ...dockerfile('ENV LD_LIBRARY_PATH=/opt/lib'),
    claimed: { sees: { LD_LIBRARY_PATH: '/opt/lib' } },
    fixed: { sees: { LD_LIBRARY_PATH: '/opt/lib:/usr/local/nvidia/lib:/usr/local/nvidia/lib64' } },
  },
  {
    rule: 'dockerfile/ld-library-path-points-to-file',
    ...dockerfile('ENV LD_LIBRARY_PATH=/opt/lib$LD_LIBRARY_PATH'),
    claimed: { sees: { LD_LIBRARY_PATH: '/opt/lib/usr/local/nvidia/lib:/usr/local/nvidia/lib64' } },
    fixed: { sees: { LD_LIBRARY_PATH: '/opt/lib:/usr/local/nvidia/lib:/usr/local/nvidia/lib64' } },
  },
]
