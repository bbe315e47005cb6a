import rule from '../../../src/rules/dockerfile/missing-ldconfig'
import { testRule } from '../../support/rule-tester'

const LIB = '/usr/local/cuda/lib64'
const from = (lines: string, base = 'python:3.11-slim') =>
  `FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04 AS cuda\nFROM ${base}\n${lines}\n`

testRule(rule, {
  valid: [
    from(`COPY --from=cuda ${LIB} ${LIB}\nENV LD_LIBRARY_PATH=${LIB}`),
    from(`COPY --from=cuda ${LIB} ${LIB}\nRUN echo ${LIB} > /etc/ld.so.conf.d/cuda.conf && ldconfig`),
    { name: 'a default folder', text: from(`COPY --from=cuda ${LIB}/libcudart.so.12 /usr/lib/x86_64-linux-gnu/`) },
    { name: 'the base sets it', text: from(`COPY --from=cuda ${LIB} ${LIB}`, 'nvidia/cuda:12.4.1-base-ubuntu22.04') },
    { name: 'an image that is not known', text: from(`COPY --from=cuda ${LIB} ${LIB}`, 'me/base:1') },
    {
      name: 'a script may set it',
      text: from(`COPY --from=cuda ${LIB} ${LIB}\nENTRYPOINT ["sh", "-c", "LD_LIBRARY_PATH=${LIB} exec server"]`),
    },
    {
      name: 'the service sets it',
      text: from(`COPY --from=cuda ${LIB} ${LIB}`),
      files: { 'compose.yml': `services:\n  a:\n    build: .\n    environment: [LD_LIBRARY_PATH=${LIB}]\n` },
    },
    { name: 'Alpine has no such cache', text: from(`COPY --from=cuda ${LIB} ${LIB}`, 'alpine:3.20') },
    {
      name: 'apt refreshes the cache',
      text: from(
        `COPY --from=cuda ${LIB}/libcudart.so.12 /usr/local/lib/\nRUN apt-get install -y libgomp1`,
        'ubuntu:22.04',
      ),
    },
    {
      name: 'no libraries alone',
      text: from('COPY --from=cuda /opt/python/lib /usr/local/lib', 'nvidia/cuda:12.4.1-base-ubuntu22.04'),
    },
    {
      name: 'cuDNN in a folder that is searched',
      text: from('COPY --from=cuda /usr/lib/x86_64-linux-gnu/libcudnn* /usr/lib/x86_64-linux-gnu/'),
    },
    { name: 'other files', text: from('COPY --from=cuda /usr/share/doc /doc') },
  ],
  invalid: [
    {
      text: from(`COPY --from=cuda /usr/local/cuda-12.4 ⟦/usr/local/cuda⟧\nCMD ["python", "serve.py"]`),
      message: 'path',
      severity: 'warning',
      says: ['copied to /usr/local/cuda/lib64', 'python:3.11-slim sets no LD_LIBRARY_PATH'],
      fixed: from(
        `COPY --from=cuda /usr/local/cuda-12.4 /usr/local/cuda\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64\nCMD ["python", "serve.py"]`,
      ),
    },
    {
      name: 'only the cache is old',
      text: from(`COPY --from=cuda ${LIB}/libcudart.so.12 ⟦/usr/local/lib/⟧`, 'ubuntu:22.04'),
      message: 'cache',
      severity: 'info',
      fixed: from(`COPY --from=cuda ${LIB}/libcudart.so.12 /usr/local/lib/\nRUN ldconfig`, 'ubuntu:22.04'),
    },
    {
      name: 'cuDNN, which the images have in a folder of the system',
      text: from('COPY --from=cuda /usr/lib/x86_64-linux-gnu/libcudnn*.so.9* ⟦/opt/cudnn/⟧'),
      message: 'path',
      fixed: from(
        'COPY --from=cuda /usr/lib/x86_64-linux-gnu/libcudnn*.so.9* /opt/cudnn/\nENV LD_LIBRARY_PATH=/opt/cudnn',
      ),
    },
    {
      name: 'several at once',
      text: from(`COPY --from=cuda ${LIB}/libcudart.so.12* ${LIB}/libcublas.so.12* ⟦/opt/cuda/⟧`),
      message: 'path',
      fixed: from(
        `COPY --from=cuda ${LIB}/libcudart.so.12* ${LIB}/libcublas.so.12* /opt/cuda/\nENV LD_LIBRARY_PATH=/opt/cuda`,
      ),
    },
    {
      name: 'what another stage made',
      text: 'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS build\nFROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nCOPY --from=build /src/build/libonnxruntime.so* ⟦/usr/local/lib/⟧\n',
      message: 'cache',
      severity: 'info',
      fixed:
        'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS build\nFROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nCOPY --from=build /src/build/libonnxruntime.so* /usr/local/lib/\nRUN ldconfig\n',
    },
  ],
})
