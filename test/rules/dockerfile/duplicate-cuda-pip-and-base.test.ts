import rule from '../../../src/rules/dockerfile/duplicate-cuda-pip-and-base'
import { testRule } from '../../support/rule-tester'

const on = (install: string, rest = '', tag = '12.4.1-cudnn-runtime-ubuntu22.04') =>
  `FROM nvidia/cuda:${tag}\nRUN pip3 install ${install}\n${rest}`

testRule(rule, {
  valid: [
    on('torch==2.4.1', '', '12.4.1-base-ubuntu22.04'),
    { name: 'something uses the libraries of the system', text: on('torch==2.4.1 onnxruntime-gpu') },
    { name: 'a package that is not known', text: on('torch==2.4.1 my-kernels') },
    { name: 'vLLM may compile with nvcc', text: on('vllm==0.8.5', '', '12.4.1-cudnn-devel-ubuntu22.04') },
    { name: 'compiles', text: on('torch==2.4.1', 'RUN apt-get install -y build-essential\n') },
    { name: 'the CPU build', text: on('torch --index-url https://download.pytorch.org/whl/cpu') },
    { name: 'tensorflow without its own CUDA', text: on('tensorflow==2.17.0') },
    { name: 'requirements that cannot be seen', text: on('torch -r requirements.txt') },
  ],
  invalid: [
    {
      text: on('⟦torch==2.4.1⟧ transformers'),
      message: 'twice',
      severity: 'info',
      says: ['torch==2.4.1 brings'],
      fixed: on('torch==2.4.1 transformers', '', '12.4.1-base-ubuntu22.04'),
    },
    {
      name: 'vLLM brings torch along',
      text: on('⟦vllm==0.8.5⟧', 'ENTRYPOINT ["vllm", "serve"]\n'),
      message: 'twice',
      fixed: on('vllm==0.8.5', 'ENTRYPOINT ["vllm", "serve"]\n', '12.4.1-base-ubuntu22.04'),
    },
    {
      text: on('⟦"tensorflow[and-cuda]==2.17.0"⟧', 'CMD ["python3", "a.py"]\n'),
      message: 'twice',
      says: ['tensorflow[and-cuda]'],
      fixed: on('"tensorflow[and-cuda]==2.17.0"', 'CMD ["python3", "a.py"]\n', '12.4.1-base-ubuntu22.04'),
    },
  ],
})
