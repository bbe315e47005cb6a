import rule from '../../../src/rules/dockerfile/partial-cuda-copy'
import { testRule } from '../../support/rule-tester'

const LIB = '/usr/local/cuda/lib64'
const MULTI = '/usr/lib/x86_64-linux-gnu'
const from = (lines: string, base = 'debian:12-slim') =>
  `FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 AS cuda\nFROM ${base}\n${lines}\n`

testRule(rule, {
  valid: [
    from(`COPY --from=cuda ${LIB}/libcublas.so.12 ${LIB}/libcublasLt.so.12 /usr/lib/`),
    from(`COPY --from=cuda ${LIB}/libcudart.so.12 /usr/lib/`),
    from(`COPY --from=cuda ${MULTI}/libcudnn* /usr/lib/`),
    from(`COPY --from=cuda ${LIB}/libcublas.so.12 /usr/lib/\nCOPY --from=cuda ${LIB} ${LIB}`),
    { name: 'the pattern takes both', text: from(`COPY --from=cuda ${LIB}/libcublas* /usr/lib/`) },
    {
      name: 'a base with CUDA',
      text: from(`COPY --from=cuda ${LIB}/libcublas.so.12 /usr/lib/`, 'nvidia/cuda:12.4.1-runtime-ubuntu22.04'),
    },
    {
      name: 'wheels with CUDA inside',
      text: from(`COPY --from=cuda ${LIB}/libcublas.so.12 /usr/lib/\nRUN pip install torch`),
    },
    {
      name: 'packages',
      text: from(`COPY --from=cuda ${LIB}/libcublas.so.12 /usr/lib/\nRUN apt-get install -y libcublas-12-4`),
    },
  ],
  invalid: [
    {
      text: from(`COPY --from=cuda ⟦${LIB}/libcublas.so.12⟧ /usr/lib/\nCMD ["server"]`),
      message: 'missing',
      severity: 'warning',
      says: ['libcublas.so.12 is copied without libcublasLt'],
      fixed: from(
        `COPY --from=cuda ${LIB}/libcublas.so.12 /usr/lib/\nCOPY --from=cuda ${LIB}/libcublasLt.so* /usr/lib/\nCMD ["server"]`,
      ),
    },
    {
      name: 'cuDNN and its parts, from an image',
      text: `FROM python:3.11-slim\nCOPY --from=nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 ⟦${MULTI}/libcudnn.so.9⟧ ${MULTI}/libcudnn.so.9\n`,
      message: 'missing',
      says: ['libcudnn_graph'],
      fixed: `FROM python:3.11-slim\nCOPY --from=nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 ${MULTI}/libcudnn.so.9 ${MULTI}/libcudnn.so.9\nCOPY --from=nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 ${MULTI}/libcudnn_* ${MULTI}/\n`,
    },
  ],
})
