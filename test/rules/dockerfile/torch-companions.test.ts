import rule from '../../../src/rules/dockerfile/torch-companions'
import { testRule } from '../../support/rule-tester'

const image = (...lines: string[]) => `FROM python:3.11-slim\n${lines.join('\n')}\nCMD ["python", "serve.py"]\n`
const CU121 = '--index-url https://download.pytorch.org/whl/cu121'

testRule(rule, {
  valid: [
    image('RUN pip install torch==2.1.0 torchvision==0.16.0 torchaudio==2.1.0'),
    image(`RUN pip install torch==2.1.2+cu121 torchvision==0.16.2+cu121 ${CU121}`),
    { name: 'one is not pinned', text: image('RUN pip install torch==2.1.0 torchvision') },
    { name: 'within limits', text: image('RUN pip install "torch>=2.1" torchvision==0.15.1') },
    { name: 'a patch that the table does not pair', text: image('RUN pip install torch==1.7.0 torchvision==0.8.1') },
    { name: 'a release of the future', text: image('RUN pip install torch==2.30.0 torchvision==0.45.0') },
    { name: 'two digits', text: image('RUN pip install torch==2.1 torchvision==0.15.1') },
    { name: 'old wheels ask for less', text: image('RUN pip install torch==1.2.0 torchvision==0.2.1') },
    { name: 'torchaudio has other rules by now', text: image('RUN pip install torch==2.10.0 torchaudio==2.9.1') },
    {
      name: 'two environments',
      text: image('RUN /opt/a/bin/pip install torch==2.1.0', 'RUN /opt/b/bin/pip install torchvision==0.15.1'),
    },
    {
      name: 'another platform',
      text: image(`RUN pip install torch==2.1.0 "torchvision==0.15.1; sys_platform == 'win32'"`),
    },
    { name: 'builds of one major', text: image('RUN pip install torch==2.1.0+cu121 torchvision==0.16.0+cu122') },
    {
      name: 'a torch that is uninstalled again',
      text: image('RUN pip install torch==2.1.0', 'RUN pip uninstall -y torch && pip install torchvision==0.15.2'),
    },
    { name: 'conda resolves by itself', text: image('RUN conda install pytorch==2.1.0 torchvision==0.15.1') },
  ],
  invalid: [
    {
      text: image(`RUN pip install --no-cache-dir torch==2.1.0 ⟦torchvision==0.15.2⟧ torchaudio==2.1.0 ${CU121}`),
      message: 'together',
      says: ['asks for torch==2.0.1, and torch==2.1.0', 'Install torchvision==0.16.0'],
      severity: 'error',
      fixed: image(`RUN pip install --no-cache-dir torch==2.1.0 torchvision==0.16.0 torchaudio==2.1.0 ${CU121}`),
    },
    {
      name: 'builds are kept',
      text: image(
        'RUN pip3 install torch==1.13.1+cu117 ⟦torchvision==0.13.1+cu117⟧ -f https://download.pytorch.org/whl/torch_stable.html',
      ),
      message: 'together',
      fixed: image(
        'RUN pip3 install torch==1.13.1+cu117 torchvision==0.14.1+cu117 -f https://download.pytorch.org/whl/torch_stable.html',
      ),
    },
    {
      name: 'by two commands',
      text: image('RUN pip install torch==2.4.1 && \\', '    pip install ⟦torchaudio==2.3.0⟧ soundfile'),
      message: 'later',
      severity: 'warning',
      says: ['asks for torch==2.3.0, and torch==2.4.1'],
      fixed: image('RUN pip install torch==2.4.1 && \\', '    pip install torchaudio==2.4.1 soundfile'),
    },
    {
      name: 'in a requirements file',
      text: image('COPY requirements.txt .', 'RUN pip install -r ⟦requirements.txt⟧'),
      files: { 'requirements.txt': 'torch==2.2.0\ntorchvision==0.16.0\n' },
      message: 'together',
      fixed: null,
    },
    {
      name: 'builds for two CUDA',
      text: image('RUN pip install torch==2.1.0+cu118 ⟦torchvision==0.16.0+cu121⟧'),
      message: 'builds',
      severity: 'warning',
      fixed: image('RUN pip install torch==2.1.0+cu118 torchvision==0.16.0+cu118'),
    },
    {
      name: 'a companion without CUDA',
      text: image('RUN pip install torch==2.1.0+cu118 ⟦torchvision==0.16.0+cpu⟧'),
      message: 'builds',
      fixed: image('RUN pip install torch==2.1.0+cu118 torchvision==0.16.0+cu118'),
    },
  ],
})
