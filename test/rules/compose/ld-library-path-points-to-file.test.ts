import rule from '../../../src/rules/compose/ld-library-path-points-to-file'
import { testRule } from '../../support/rule-tester'
import { serviceOf } from '../../support/services'

const map = (value: string): string => serviceOf(`image: a\nenvironment:\n  LD_LIBRARY_PATH: ${value}`)
const list = (value: string): string => serviceOf(`image: a\nenvironment:\n  - LD_LIBRARY_PATH=${value}`)

testRule(rule, {
  valid: [
    map('/usr/local/cuda/lib64:/opt/lib'),
    map('/opt/libs.so/lib'),
    map('"${LIBS}"'),
    { name: 'a root below another folder', text: map('/opt/sysroot/usr/lib/x86_64-linux-gnu') },
    { name: 'a directory with a blank in its name', text: map('/opt/my libs') },
  ],
  invalid: [
    {
      text: map('⟦/usr/local/cuda/lib64:/usr/lib/libcudart.so.12⟧ # runtime'),
      message: 'file',
      severity: 'warning',
      says: ['"/usr/lib/libcudart.so.12"'],
      fixed: map('/usr/local/cuda/lib64:/usr/lib # runtime'),
    },
    { text: map('⟦"/a/lib: /b/lib"⟧'), message: 'blank', fixed: map('"/a/lib:/b/lib"') },
    { text: list('⟦/a/lib /b/lib⟧'), message: 'blank', fixed: list('/a/lib:/b/lib') },
    {
      name: 'no colon',
      text: map('⟦/usr/local/cuda/lib64/usr/lib/x86_64-linux-gnu⟧'),
      message: 'root',
      fixed: map('/usr/local/cuda/lib64:/usr/lib/x86_64-linux-gnu'),
    },
    { name: 'with a variable', text: map('"⟦${A:-/a}/libcuda.so"⟧').replace('"⟦', '⟦"'), message: 'file', fixed: null },
  ],
})
