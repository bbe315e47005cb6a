import rule from '../../../src/rules/dockerfile/no-wheel-for-python'
import { testRule } from '../../support/rule-tester'

const image = (base: string, ...lines: string[]) => `FROM ${base}\n${lines.join('\n')}\nCMD ["python3", "app.py"]\n`
const JAMMY = 'nvidia/cuda:12.1.1-cudnn8-runtime-ubuntu22.04'
const NOBLE = 'nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04'
const APT = 'RUN apt-get update && apt-get install -y python3-pip'

testRule(rule, {
  valid: [
    image('python:3.11-slim', 'RUN pip install torch==2.1.2'),
    image(JAMMY, APT, 'RUN pip3 install torch==2.1.2 tensorflow==2.15.0'),
    { name: 'an experiment is supported', text: image('python:3.12', 'RUN pip install torch==2.2.0') },
    { name: 'wheels that the matrix does not name', text: image('python:3.11', 'RUN pip install torch==1.13.1') },
    { name: 'no pin', text: image('python:3.14', 'RUN pip install torch') },
    { name: 'a release of the future', text: image('python:3.15', 'RUN pip install torch==2.31.0') },
    {
      name: 'a Python of its own',
      text: image(
        NOBLE,
        'RUN apt-get install -y python3.11 python3.11-venv',
        'RUN python3.11 -m pip install torch==2.1.2',
      ),
    },
    { name: 'an environment', text: image(NOBLE, APT, 'RUN uv venv --python 3.11 /v', 'RUN pip install torch==2.1.2') },
    {
      name: 'conda',
      text: image(NOBLE, 'COPY --from=continuumio/miniconda3 /opt/conda /opt/conda', 'RUN pip install torch==2.1.2'),
    },
    { name: 'wheels of their own', text: image('python:3.12', 'RUN pip install -f /wheels torch==2.1.2') },
    {
      name: 'another Python by marker',
      text: image('python:3.12', 'RUN pip install "torch==2.1.2; python_version < \'3.12\'"'),
    },
    {
      name: 'an index of their own',
      text: image('python:3.12', 'RUN pip install --index-url https://wheels.example.com/simple torch==2.1.2'),
    },
    { name: 'an image that is not known', text: image('acme/python:3.12', 'RUN pip install torch==2.1.2') },
    { name: 'the newest Python by tag', text: image('python:3', 'RUN pip install torch==2.1.2') },
  ],
  invalid: [
    {
      text: image('python:3.12-slim', 'RUN pip install --no-cache-dir ⟦torch==2.1.2⟧ flask'),
      message: 'none',
      severity: 'error',
      says: ['torch==2.1.2 has wheels for Python 3.8 to 3.11', 'python:3.12-slim has Python 3.12', 'Take Python 3.11'],
      fixed: image('python:3.11-slim', 'RUN pip install --no-cache-dir torch==2.1.2 flask'),
    },
    {
      name: 'the Python of Ubuntu',
      text: image(
        NOBLE,
        APT,
        'RUN pip3 install --break-system-packages ⟦torch==2.1.2⟧ --index-url https://download.pytorch.org/whl/cu121',
      ),
      message: 'none',
      says: ['has Python 3.12'],
      fixed: null,
    },
    {
      name: 'too old',
      text: image('python:3.8', 'RUN pip install ⟦torch==2.5.1⟧'),
      message: 'none',
      says: ['Take Python 3.9'],
      fixed: image('python:3.9', 'RUN pip install torch==2.5.1'),
    },
    {
      name: 'TensorFlow, in a requirements file',
      text: image('python:3.12', 'COPY requirements.txt ./', 'RUN pip install -r ⟦requirements.txt⟧'),
      files: { 'requirements.txt': 'flask\ntensorflow==2.12.0\n' },
      message: 'none',
      says: ['tensorflow==2.12.0 has wheels for Python 3.8 to 3.11'],
      fixed: image('python:3.11', 'COPY requirements.txt ./', 'RUN pip install -r requirements.txt'),
    },
  ],
})
