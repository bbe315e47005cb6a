import rule from '../../../src/rules/dockerfile/devel-final-stage'
import { testRule } from '../../support/rule-tester'

const on = (install: string, rest = '', tag = '12.4.1-cudnn-devel-ubuntu22.04') =>
  `FROM nvidia/cuda:${tag}\nRUN pip3 install ${install}\n${rest}`

const BUILT =
  'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS build\nRUN make -C /src\nFROM nvidia/cuda:12.4.1-devel-ubuntu22.04\n'

testRule(rule, {
  valid: [
    on('onnxruntime-gpu fastapi', '', '12.4.1-cudnn-runtime-ubuntu22.04'),
    { name: 'may compile at run time', text: on('torch==2.4.1') },
    { name: 'compiles', text: on('onnxruntime-gpu', 'RUN apt-get update && apt-get install -y build-essential\n') },
    { name: 'requirements that cannot be seen', text: on('-r requirements.txt') },
    {
      name: 'a stage to build in',
      text: `${on('onnxruntime-gpu').replace('\n', ' AS build\n')}FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nCOPY --from=build /app /app\n`,
    },
    { name: 'no package at all: a workbench', text: 'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\n' },
    {
      name: 'a script may compile',
      text: `${BUILT}COPY --from=build /out/app run.sh /\nCMD ["/run.sh"]\n`,
    },
    { name: 'a package that is not known', text: on('onnxruntime-gpu my-kernels') },
  ],
  invalid: [
    {
      text: on('onnxruntime-gpu fastapi', 'CMD ["uvicorn", "app:app"]\n').replace(
        'nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04',
        '⟦nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04⟧',
      ),
      message: 'devel',
      severity: 'info',
      fixed: on('onnxruntime-gpu fastapi', 'CMD ["uvicorn", "app:app"]\n', '12.4.1-cudnn-runtime-ubuntu22.04'),
    },
    {
      name: 'a requirements file that can be read',
      text: 'FROM ⟦nvidia/cuda:11.8.0-cudnn8-devel-ubuntu22.04⟧ AS app\nCOPY requirements.txt .\nRUN pip3 install -r requirements.txt\n',
      files: { 'requirements.txt': 'tensorflow==2.12.0\nnumpy\n' },
      message: 'devel',
      fixed:
        'FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04 AS app\nCOPY requirements.txt .\nRUN pip3 install -r requirements.txt\n',
    },
    {
      name: 'a program that another stage compiled',
      text: `${BUILT.replace(/(nvidia[^ ]*)\n$/, '⟦$1⟧\n')}COPY --from=build /out/app /app\nENTRYPOINT ["/app"]\n`,
      message: 'devel',
      fixed: `${BUILT.replace(/devel(?=-ubuntu22.04\n$)/, 'runtime')}COPY --from=build /out/app /app\nENTRYPOINT ["/app"]\n`,
    },
  ],
})
