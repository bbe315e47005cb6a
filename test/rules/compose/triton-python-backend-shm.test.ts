import rule from '../../../src/rules/compose/triton-python-backend-shm'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const triton = (tag: string, rest = '', name = 'app') =>
  serviceOf(`image: nvcr.io/nvidia/tritonserver:${tag}\n${reserve()}${rest}`, name)

testRule(rule, {
  valid: [
    triton('23.08-py3', '\nshm_size: 1gb'),
    triton('23.08-py3', '\nipc: host'),
    triton('23.10-py3'),
    triton('24.08-py3'),
    triton('23.08-py3-sdk'),
    triton('23.08-py3', '\ncommand: tritonserver --backend-config=python,shm-default-byte-size=1048576'),
    triton('${TAG}'),
  ],
  invalid: [
    {
      text: triton('23.08-py3', '', '⟦app⟧'),
      message: 'missing',
      severity: 'info',
      says: ['Triton 23.08'],
      fixed: triton('23.08-py3', '\nshm_size: 1gb'),
    },
    {
      name: 'options of the backend',
      text: triton('21.09-py3', '\ncommand: tritonserver --backend-config=python,shm-region-prefix-name=a', '⟦app⟧'),
      message: 'missing',
      severity: 'warning',
      fixed: triton(
        '21.09-py3',
        '\ncommand: tritonserver --backend-config=python,shm-region-prefix-name=a\nshm_size: 1gb',
      ),
    },
  ],
})
