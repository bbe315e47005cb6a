import rule from '../../../src/rules/dockerfile/unversioned-so-missing'
import { testRule } from '../../support/rule-tester'

const on = (value: string, tag = '12.4.1-runtime-ubuntu22.04', rest = '') =>
  `FROM nvidia/cuda:${tag}\n${rest}ENV LD_PRELOAD=${value}\n`
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
  ],
})
