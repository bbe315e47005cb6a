import rule from '../../../src/rules/dockerfile/unversioned-so-missing'
import { testRule } from '../../support/rule-tester'

const on = (value: string, tag = '12.4.1-runtime-ubuntu22.04', rest = '') =>
  `FROM nvidia/cuda:${tag}\n${rest}ENV LD_PRELOAD=${value}\n`
const FROM = 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n'
const LIB = '/usr/local/cuda/lib64'

testRule(rule, {
  valid: [
    on(`${LIB}/libcublas.so.12`),
    { name: 'devel has the names', text: on(`${LIB}/libcublas.so`, '12.4.1-devel-ubuntu22.04') },
    {
      name: 'a link brings it',
      text: on(
        `${LIB}/libcublas.so`,
        '12.4.1-runtime-ubuntu22.04',
        `RUN ln -s ${LIB}/libcublas.so.12 ${LIB}/libcublas.so\n`,
      ),
    },
    { name: 'the driver', text: `${FROM}CMD ["python3", "-c", "import ctypes; ctypes.CDLL('libcuda.so')"]\n` },
    { name: 'with another way', text: `${FROM}CMD python3 -c "try: ctypes.CDLL('libcudart.so')" || true\n` },
    { name: 'devel', text: `${FROM.replace('runtime', 'devel')}CMD python3 -c "ctypes.CDLL('libcudart.so')"\n` },
    { name: 'another library', text: on('/usr/lib/x86_64-linux-gnu/libtcmalloc.so') },
    {
      name: 'a package brings it',
      text: on(
        `${LIB}/libcublas.so`,
        '12.4.1-runtime-ubuntu22.04',
        'RUN apt-get update && apt-get install -y libcublas-dev-12-4\n',
      ),
    },
  ],
  invalid: [
    {
      text: on(`⟦${LIB}/libcublas.so⟧`),
      message: 'missing',
      says: ['has libcublas.so.12 only'],
      fixed: on(`${LIB}/libcublas.so.12`),
    },
    {
      name: 'a list, the old form',
      text: `FROM nvidia/cuda:11.8.0-runtime-ubuntu22.04\nENV LD_PRELOAD /opt/a.so:⟦/usr/local/cuda-11.8/lib64/libcudart.so⟧\n`,
      message: 'missing',
      fixed:
        'FROM nvidia/cuda:11.8.0-runtime-ubuntu22.04\nENV LD_PRELOAD /opt/a.so:/usr/local/cuda-11.8/lib64/libcudart.so.11.0\n',
    },
    {
      name: 'loaded by a command',
      text: `${FROM}CMD ["python3", "-c", "import ctypes; ctypes.CDLL('⟦libcudart.so⟧')"]\n`,
      message: 'loaded',
      says: ['has libcudart.so.12 only'],
      fixed: `${FROM}CMD ["python3", "-c", "import ctypes; ctypes.CDLL('libcudart.so.12')"]\n`,
    },
    {
      name: 'in a heredoc',
      text: `${FROM}RUN python3 - <<PY\nimport ctypes\nctypes.cdll.LoadLibrary("⟦${LIB}/libcublas.so⟧")\nPY\n`,
      message: 'loaded',
      fixed: `${FROM}RUN python3 - <<PY\nimport ctypes\nctypes.cdll.LoadLibrary("${LIB}/libcublas.so.12")\nPY\n`,
    },
  ],
})
