import rule from '../../../src/rules/dockerfile/python-missing-in-cuda'
import { testRule } from '../../support/rule-tester'

const jammy = 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n'
const noble = 'FROM nvidia/cuda:12.6.3-runtime-ubuntu24.04\n'
const apt = (packages: string): string => `RUN apt-get update && apt-get install -y ${packages}\n`

testRule(rule, {
  valid: [
    `${jammy}${apt('python3 python3-pip')}RUN pip install torch\nCMD ["python3", "app.py"]\n`,
    `${jammy}${apt('python3-pip python-is-python3')}RUN python -m pip install torch\nCMD ["python", "app.py"]\n`,
    {
      name: 'in the parent stage',
      text: `${jammy.replace('\n', ' AS base\n')}${apt('python3-pip')}FROM base\nRUN pip3 install torch\n`,
    },
    {
      name: 'conda',
      text: `${jammy}RUN curl -fsSLO https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh && bash Miniconda3-latest-Linux-x86_64.sh -b -p /opt/conda\nENV PATH=/opt/conda/bin:$PATH\nRUN pip install torch\n`,
    },
    {
      name: 'uv',
      text: `${noble}COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/\nRUN uv venv && uv pip install torch\nCMD ["python", "app.py"]\n`,
    },
    {
      name: 'a Python copied from another image',
      text: `${jammy}COPY --from=python:3.11-slim /usr/local /usr/local\nRUN pip install torch\n`,
    },
    {
      name: 'a folder with programs copied from another stage',
      text: `${jammy.replace('\n', ' AS build\n')}RUN make\n${jammy}COPY --from=build /app /app\nENV PATH=/app/bin:$PATH\nCMD ["python3", "app.py"]\n`,
    },
    {
      name: 'such a folder by a variable',
      text: `${jammy.replace('\n', ' AS build\n')}RUN make\n${jammy}ENV HOME_OF=/app\nCOPY --from=build /app /app\nENV PATH=$HOME_OF/bin:$PATH\nCMD ["python3", "app.py"]\n`,
    },
    { name: 'pyenv', text: `${jammy}RUN curl https://pyenv.run | bash\nRUN pip install torch\n` },
    {
      name: 'deadsnakes and get-pip',
      text: `${jammy}${apt('software-properties-common curl')}RUN add-apt-repository ppa:deadsnakes/ppa && apt-get install -y python3.11 && curl -sS https://bootstrap.pypa.io/get-pip.py | python3.11\nRUN pip install torch\n`,
    },
    {
      name: 'a link',
      text: `${jammy}${apt('python3 python3-pip')}RUN ln -s /usr/bin/python3 /usr/bin/python\nRUN python -V\n`,
    },
    {
      name: 'update-alternatives',
      text: `${jammy}${apt('python3.10 python3-pip')}RUN update-alternatives --install /usr/bin/python python /usr/bin/python3.10 1 && python -V\n`,
    },
    {
      name: 'a virtual environment',
      text: `${noble}${apt('python3-venv')}RUN python3 -m venv /opt/venv\nENV PATH="/opt/venv/bin:$PATH"\nRUN pip install torch\nCMD ["python", "app.py"]\n`,
    },
    {
      name: 'a virtual environment in a folder of any name',
      text: `${noble}${apt('python3-venv')}RUN python3 -m venv /v\nENV PATH=/v/bin:$PATH\nRUN pip install torch\nCMD ["python", "app.py"]\n`,
    },
    {
      name: 'such a folder in the old form of ENV',
      text: `${noble}${apt('python3-virtualenv')}RUN virtualenv /v\nENV PATH /v/bin:$PATH\nRUN pip install torch\n`,
    },
    {
      name: 'such a folder for one instruction',
      text: `${jammy}${apt('python3-venv')}RUN python3 -m venv /v && export PATH="/v/bin:$PATH" && python -m pip install torch\n`,
    },
    {
      name: 'such a folder for one command',
      text: `${jammy}${apt('python3-venv')}RUN python3 -m venv /v && PATH=/v/bin:$PATH python -m pip install torch\n`,
    },
    {
      name: 'allowed by an exported variable',
      text: `${noble}${apt('python3-pip')}RUN export PIP_BREAK_SYSTEM_PACKAGES=1 && pip3 install torch\n`,
    },
    {
      name: 'a configuration of pip of its own',
      text: `${noble}${apt('python3-pip')}ENV PIP_CONFIG_FILE=/etc/own.conf\nCOPY own.conf /etc/own.conf\nRUN pip3 install torch\n`,
    },
    {
      name: 'pip of an environment by its path',
      text: `${noble}${apt('python3-venv')}RUN python3 -m venv /opt/venv && /opt/venv/bin/pip install torch\n`,
    },
    { name: 'a script', text: `${jammy}COPY install.sh /\nRUN /install.sh\nRUN pip install torch\n` },
    { name: 'only looked for', text: `${jammy}RUN command -v python || echo none\nRUN python --version || true\n` },
    { name: 'another image', text: 'FROM pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime\nRUN pip install x\n' },
    { name: 'an image that is not known', text: 'ARG TAG\nFROM nvidia/cuda:${TAG}\nRUN pip install x\n' },
    { name: 'another system', text: 'FROM nvidia/cuda:12.4.1-runtime-rockylinux9\nRUN python3 -V\n' },
    { name: 'packages by variable', text: `${jammy}ARG PACKAGES\nRUN apt-get install -y $PACKAGES && pip install x\n` },
    { name: 'a package that may bring Python along', text: `${jammy}${apt('ffmpeg gdb')}RUN python3 -V\n` },
    {
      name: 'told to write into the system',
      text: `${noble}${apt('python3-pip')}RUN pip install --break-system-packages torch\n`,
    },
    {
      name: 'the same by ENV',
      text: `${noble}ENV PIP_BREAK_SYSTEM_PACKAGES=1\n${apt('python3-pip')}RUN pip install torch\n`,
    },
    {
      name: 'the mark removed',
      text: `${noble}${apt('python3-pip')}RUN rm -f /usr/lib/python3.12/EXTERNALLY-MANAGED && pip install torch\n`,
    },
    { name: 'pip.conf', text: `${noble}${apt('python3-pip')}COPY pip.conf /etc/pip.conf\nRUN pip install torch\n` },
    { name: 'into a folder', text: `${noble}${apt('python3-pip')}RUN pip install --target /app torch\n` },
    {
      name: 'arguments of an entrypoint',
      text: `${jammy}COPY run.sh /\nENTRYPOINT ["/run.sh"]\nCMD ["python", "app.py"]\n`,
    },
    {
      name: 'a mount brings uv',
      text: `${jammy}RUN --mount=from=ghcr.io/astral-sh/uv,source=/uv,target=/bin/uv uv python install 3.12\nCMD ["python", "a.py"]\n`,
    },
    {
      name: 'an image by variable',
      text: 'ARG BASE=nvidia/cuda:12.4.1-runtime-ubuntu22.04\nFROM ${BASE}\nRUN pip install x\n',
    },
  ],
  invalid: [
    {
      name: 'what bash gets on its standard input',
      text: 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN <<EOT bash -eu\n⟦python3⟧ -c "import json"\nEOT\n',
      message: 'missing',
      fixed:
        'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*\nRUN <<EOT bash -eu\npython3 -c "import json"\nEOT\n',
    },
    {
      text: `${jammy}RUN ⟦pip⟧ install torch\nCMD ["python3", "app.py"]\n`,
      message: 'pip',
      severity: 'error',
      says: ['nvidia/cuda:12.4.1-runtime-ubuntu22.04'],
      fixed: `${jammy}RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip && rm -rf /var/lib/apt/lists/*\nRUN pip install torch\nCMD ["python3", "app.py"]\n`,
    },
    {
      text: `${jammy}${apt('python3 python3-pip')}RUN ⟦python⟧ -m pip install torch\n`,
      message: 'python',
      fixed: `${jammy}${apt('python3 python3-pip')}RUN python3 -m pip install torch\n`,
      offers: {
        'Install python-is-python3': `${jammy}${apt('python3 python3-pip python-is-python3')}RUN python -m pip install torch\n`,
      },
    },
    {
      text: `${noble}${apt('python3 python3-pip')}RUN ⟦pip⟧ install torch\n`,
      message: 'managed',
      fixed: `${noble}${apt('python3 python3-pip python3-venv')}RUN python3 -m venv /opt/venv\nENV PATH="/opt/venv/bin:$PATH"\nRUN pip install torch\n`,
      offers: {
        'Pass --break-system-packages': `${noble}${apt('python3 python3-pip')}RUN pip install --break-system-packages torch\n`,
      },
    },
    {
      name: 'all in one instruction',
      text: `${noble}RUN apt-get update && apt-get install -y \\\n    # Python\n    python3-pip && \\\n    ⟦pip3⟧ install torch\n`,
      message: 'managed',
      fixed: `${noble}RUN apt-get update && apt-get install -y \\\n    # Python\n    python3-pip && \\\n    pip3 install --break-system-packages torch\n`,
    },
    {
      name: 'Python without pip',
      text: `${jammy}${apt('python3')}RUN ⟦python3⟧ -m pip install torch\n`,
      message: 'pip',
      says: ['python3 -m pip'],
      fixed: `${jammy}${apt('python3 python3-pip')}RUN python3 -m pip install torch\n`,
    },
    {
      name: 'what the container starts',
      text: `${jammy}${apt('curl python3')}COPY . /app\nCMD [⟦"python"⟧, "app.py"]\n`,
      message: 'python',
      fixed: `${jammy}${apt('curl python3')}COPY . /app\nCMD ["python3", "app.py"]\n`,
    },
    {
      name: 'an entrypoint in shell form',
      text: `${jammy}${apt('git curl')}ENTRYPOINT ⟦python3⟧ app.py\n`,
      message: 'missing',
      fixed: `${jammy}${apt('git curl python3')}ENTRYPOINT python3 app.py\n`,
    },
    {
      name: 'no Python at all',
      text: `${jammy}COPY . /app\nCMD ⟦python⟧ app.py\n`,
      message: 'missing',
      fixed: `${jammy}COPY . /app\nRUN apt-get update && apt-get install -y --no-install-recommends python3 python-is-python3 && rm -rf /var/lib/apt/lists/*\nCMD python app.py\n`,
    },
    {
      name: 'add-apt-repository',
      text: `${jammy}RUN apt-get update && apt-get install -y curl && ⟦add-apt-repository⟧ -y ppa:deadsnakes/ppa\n`,
      message: 'repository',
      fixed: `${jammy}RUN apt-get update && apt-get install -y curl software-properties-common && add-apt-repository -y ppa:deadsnakes/ppa\n`,
    },
    {
      name: 'pip before it is installed',
      text: `${jammy.replace('\n', ' AS base\n')}FROM base\nUSER app\nRUN ⟦pip3⟧ install torch\nUSER root\n${apt('python3-pip')}`,
      message: 'pip',
      fixed: null,
    },
    {
      name: 'the application alone is copied from another stage',
      text: `FROM ubuntu:22.04 AS build\nRUN make\n${jammy}COPY --from=build /src/app /app\nCMD [⟦"python3"⟧, "/app/main.py"]\n`,
      message: 'missing',
      fixed: `FROM ubuntu:22.04 AS build\nRUN make\n${jammy}COPY --from=build /src/app /app\nRUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*\nCMD ["python3", "/app/main.py"]\n`,
    },
    {
      name: 'folders of CUDA and of compilers on PATH bring no Python',
      text: `${jammy}ENV PATH=/usr/local/cuda/bin:/root/.cargo/bin:\${PATH}\nENTRYPOINT [⟦"python3"⟧, "app.py"]\n`,
      message: 'missing',
      fixed: `${jammy}ENV PATH=/usr/local/cuda/bin:/root/.cargo/bin:\${PATH}\nRUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*\nENTRYPOINT ["python3", "app.py"]\n`,
    },
  ],
})
