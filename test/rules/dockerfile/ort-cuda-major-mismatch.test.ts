import rule from '../../../src/rules/dockerfile/ort-cuda-major-mismatch'
import { testRule } from '../../support/rule-tester'

const cuda11 = 'FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04\n'
const cuda12 = 'FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\n'
const index =
  '--extra-index-url https://aiinfra.pkgs.visualstudio.com/PublicPackages/_packaging/onnxruntime-cuda-11/pypi/simple/'

testRule(rule, {
  valid: [
    `${cuda12}RUN pip install onnxruntime-gpu==1.20.1\n`,
    `${cuda12}RUN pip install onnxruntime-gpu\n`,
    `${cuda11}RUN pip install onnxruntime-gpu==1.16.3\n`,
    `${cuda11}RUN pip install "onnxruntime-gpu<1.19"\n`,
    { name: 'a range that holds a fitting version', text: `${cuda12}RUN pip install "onnxruntime-gpu>=1.16,<1.20"\n` },
    { name: 'the extras bring CUDA along', text: `${cuda11}RUN pip install "onnxruntime-gpu[cuda,cudnn]==1.22.0"\n` },
    {
      name: 'wheels of NVIDIA',
      text: `${cuda11}RUN pip install onnxruntime-gpu==1.20.1 nvidia-cublas-cu12 nvidia-cudnn-cu12\n`,
    },
    {
      name: 'torch in the same image',
      text: `${cuda11}RUN pip install torch\nRUN pip install onnxruntime-gpu==1.20.1\n`,
    },
    {
      name: 'torch in a requirements file',
      text: `${cuda11}COPY r.txt .\nRUN pip install -r r.txt onnxruntime-gpu==1.20.1\n`,
      files: { 'r.txt': 'torch==2.4.0\n' },
    },
    {
      name: 'a requirements file that cannot be read',
      text: `${cuda11}COPY r.txt .\nRUN pip install -r r.txt onnxruntime-gpu==1.20.1\n`,
    },
    { name: 'a package of its own', text: `${cuda11}COPY . .\nRUN pip install . onnxruntime-gpu==1.20.1\n` },
    { name: 'the index for CUDA 11', text: `${cuda11}RUN pip install onnxruntime-gpu==1.20.1 ${index}\n` },
    {
      name: 'an index by variable',
      text: `${cuda11}ENV PIP_EXTRA_INDEX_URL=https://example.com/simple\nRUN pip install onnxruntime-gpu==1.20.1\n`,
    },
    {
      name: 'CUDA 12 packages of the system',
      text: `${cuda11}RUN apt-get install -y cuda-libraries-12-4 && pip install onnxruntime-gpu==1.20.1\n`,
    },
    {
      name: 'CUDA libraries of another image',
      text: `${cuda11}COPY --from=nvidia/cuda:12.4.1-runtime-ubuntu22.04 /usr/local/cuda-12.4 /usr/local/cuda-12.4\nRUN pip install onnxruntime-gpu==1.20.1\n`,
    },
    { name: 'a base that is not known', text: 'ARG BASE\nFROM ${BASE}\nRUN pip install onnxruntime-gpu==1.16.3\n' },
    { name: 'another base', text: 'FROM python:3.11\nRUN pip install onnxruntime-gpu==1.16.3\n' },
    { name: 'a version that is not known', text: `${cuda12}ARG V\nRUN pip install onnxruntime-gpu==$V\n` },
    {
      name: 'the newest for an old Python',
      text: 'FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu18.04\nRUN pip install onnxruntime-gpu\n',
    },
    {
      name: 'a builder whose wheels run elsewhere',
      text: `${cuda11.replace('\n', ' AS build\n')}RUN pip install onnxruntime-gpu==1.20.1 --target /layer\n${cuda12}COPY --from=build /app /app\n`,
    },
    { name: 'the CPU build', text: `${cuda11}RUN pip install onnxruntime==1.20.1\n` },
    {
      name: 'an index that the requirements file names',
      text: `${cuda11}COPY requirements.txt .\nRUN pip install -r requirements.txt\n`,
      files: { 'requirements.txt': `${index.replace(' ', '=')}\nonnxruntime-gpu==1.20.1\n` },
    },
    {
      name: 'a lock file chooses the version',
      text: `${cuda11}COPY pyproject.toml uv.lock ./\nRUN uv sync --frozen\n`,
      files: { 'pyproject.toml': '[project]\nname = "x"\ndependencies = ["onnxruntime-gpu"]\n' },
    },
    {
      name: 'an index of the project',
      text: `${cuda11}COPY pyproject.toml uv.lock ./\nRUN uv sync --frozen\n`,
      files: {
        'pyproject.toml':
          '[project]\ndependencies = ["onnxruntime-gpu==1.20.1"]\n[tool.uv.sources]\nonnxruntime-gpu = { index = "ort-11" }\n',
      },
    },
    {
      name: 'Conda brings CUDA along',
      text: `${cuda11}COPY environment.yml .\nRUN conda env create -f environment.yml\n`,
      files: { 'environment.yml': 'dependencies:\n  - cudatoolkit=12\n  - pip:\n    - onnxruntime-gpu==1.20.1\n' },
    },
  ],
  invalid: [
    {
      name: 'poetry, the pinned version of pyproject.toml',
      text: `${cuda11}WORKDIR /app\nCOPY pyproject.toml poetry.lock ./\nRUN ⟦poetry⟧ install --no-root\n`,
      files: {
        'pyproject.toml':
          '[tool.poetry.dependencies]\npython = "^3.10"\nonnxruntime-gpu = "1.20.1"\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n',
      },
      message: 'pinned',
      says: ['onnxruntime-gpu==1.20.1', 'has CUDA 11'],
      fixed: `${cuda12}WORKDIR /app\nCOPY pyproject.toml poetry.lock ./\nRUN poetry install --no-root\n`,
    },
    {
      name: 'an extra of the project that is installed',
      text: `${cuda11}COPY . /app\nRUN pip install --no-cache-dir ⟦"/app[gpu]"⟧\n`,
      files: {
        'pyproject.toml':
          '[project]\ndependencies = [\n  "numpy>=1", # "x"\n]\n[project.optional-dependencies]\ngpu = ["onnxruntime-gpu==1.20.1"]\n',
      },
      message: 'pinned',
      fixed: `${cuda12}COPY . /app\nRUN pip install --no-cache-dir "/app[gpu]"\n`,
    },
    {
      name: 'what a Conda environment leaves to pip',
      text: `${cuda11}COPY env/environment.yml /tmp/\nRUN micromamba create -y -n x -f ⟦/tmp/environment.yml⟧\n`,
      files: { 'env/environment.yml': 'dependencies:\n  - python=3.10\n  - pip:\n    - onnxruntime-gpu==1.20.1\n' },
      message: 'pinned',
      fixed: `${cuda12}COPY env/environment.yml /tmp/\nRUN micromamba create -y -n x -f /tmp/environment.yml\n`,
    },
    {
      text: `${cuda12}RUN pip install onnx ⟦onnxruntime-gpu==1.16.3⟧\n`,
      message: 'pinned',
      severity: 'warning',
      says: ['built for CUDA 11', 'has CUDA 12', '>=1.19,<1.27'],
      fixed: `${cuda12}RUN pip install onnx "onnxruntime-gpu>=1.19,<1.27"\n`,
      offers: {
        'Use nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04': `${cuda11}RUN pip install onnx onnxruntime-gpu==1.16.3\n`,
      },
    },
    {
      text: `${cuda11}RUN pip install ⟦onnxruntime-gpu==1.20.1⟧ # keep\n`,
      message: 'pinned',
      says: ['built for CUDA 12', 'has CUDA 11'],
      fixed: `${cuda11}RUN pip install "onnxruntime-gpu>=1.7,<1.19" # keep\n`,
      offers: {
        'Take the build for CUDA 11 from its own index': `${cuda11}RUN pip install onnxruntime-gpu==1.20.1 ${index} # keep\n`,
        'Use nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04': `${cuda12}RUN pip install onnxruntime-gpu==1.20.1 # keep\n`,
      },
    },
    {
      name: 'the newest on CUDA 11',
      text: `${cuda11}RUN pip3 install ⟦onnxruntime-gpu⟧\n`,
      message: 'newest',
      fixed: `${cuda11}RUN pip3 install "onnxruntime-gpu>=1.7,<1.19"\n`,
    },
    {
      name: 'a range without a fitting version',
      text: `${cuda12}RUN pip install ⟦'onnxruntime-gpu>=1.16,<1.19'⟧\n`,
      message: 'pinned',
      says: ['built for CUDA 11'],
      fixed: `${cuda12}RUN pip install 'onnxruntime-gpu>=1.19,<1.27'\n`,
    },
    {
      name: 'through an ARG and a parent stage',
      text: `ARG CUDA=12.4.1-cudnn-runtime-ubuntu22.04\nFROM nvidia/cuda:\${CUDA} AS base\nRUN python3 -m pip install ⟦onnxruntime_gpu==1.17.0⟧\nFROM base AS app\nCMD ["python3"]\n`,
      message: 'pinned',
      fixed: `ARG CUDA=12.4.1-cudnn-runtime-ubuntu22.04\nFROM nvidia/cuda:\${CUDA} AS base\nRUN python3 -m pip install "onnxruntime-gpu>=1.19,<1.27"\nFROM base AS app\nCMD ["python3"]\n`,
    },
    {
      name: 'in a requirements file of a compose build',
      path: 'docker/Dockerfile',
      text: `${cuda12}COPY app/requirements.txt /tmp/r.txt\nRUN pip install -r ⟦/tmp/r.txt⟧\n`
        .replaceAll('r.txt', 'requirements.txt')
        .replace('app/requirements.txt /tmp/requirements.txt', 'app/requirements.txt /tmp/'),
      files: {
        'compose.yaml': 'services:\n  a:\n    build: { context: ., dockerfile: docker/Dockerfile }\n',
        'app/requirements.txt': 'numpy\nonnxruntime-gpu==1.15.1\n',
      },
      message: 'pinned',
      fixed: `FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04\nCOPY app/requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt\n`,
    },
    {
      name: 'a copied environment',
      text: `FROM python:3.11 AS build\nRUN python -m venv /opt/venv && /opt/venv/bin/pip install ⟦onnxruntime-gpu==1.16.0⟧\n${cuda12}COPY --from=build /opt/venv /opt/venv\n`,
      message: 'pinned',
      fixed: `FROM python:3.11 AS build\nRUN python -m venv /opt/venv && /opt/venv/bin/pip install "onnxruntime-gpu>=1.19,<1.27"\n${cuda12}COPY --from=build /opt/venv /opt/venv\n`,
    },
  ],
})
