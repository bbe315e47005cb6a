import rule from '../../../src/rules/dockerfile/pip-version-redirected'
import { testRule } from '../../support/rule-tester'

const from = 'FROM python:3.11\n'

testRule(rule, {
  valid: [
    { name: 'in double quotes', text: `${from}RUN pip install "torch>=2.0"\n` },
    { name: 'in single quotes', text: `${from}RUN pip install 'torch>=2.0,<3' numpy==1.26\n` },
    { name: 'an escaped sign', text: `${from}RUN pip install torch\\>=2.0\n` },
    { name: 'the exec form has no shell', text: `${from}RUN ["pip", "install", "torch>=2.0"]\n` },
    { name: 'a redirection with a blank', text: `${from}RUN pip install torch > 2.log\n` },
    { name: 'a redirection to a log', text: `${from}RUN pip install torch>install.log\n` },
    { name: 'a redirection to nowhere', text: `${from}RUN pip install torch>/dev/null 2>&1\n` },
    { name: 'descriptors', text: `${from}RUN pip install torch 2>&1 >&2\n` },
    { name: 'other operators need no quotes', text: `${from}RUN pip install torch==2.1 numpy~=1.26 scipy!=1.9\n` },
    { name: 'no install', text: `${from}RUN echo torch>=2.0\n` },
    { name: 'quoted inside sh -c', text: `${from}RUN bash -c "pip install 'torch>=2.0'"\n` },
    { name: 'a comment between the lines', text: `${from}RUN pip install \\\n  # torch>=2\n  torch\n` },
    {
      name: 'a requirements file in a heredoc',
      text: `${from}COPY <<EOF /r.txt\ntorch>=2.0\nEOF\nRUN pip install -r /r.txt\n`,
    },
    {
      name: 'a heredoc that feeds pip',
      text: `${from}RUN cat <<EOF >/r.txt && pip install -r /r.txt\ntorch>=2.0\nEOF\n`,
    },
  ],
  invalid: [
    {
      text: `${from}RUN pip install ⟦torch>=2.0⟧ torchvision\n`,
      message: 'written',
      severity: 'warning',
      says: ['"=2.0"', '"torch"'],
      fixed: `${from}RUN pip install "torch>=2.0" torchvision\n`,
    },
    {
      text: `${from}RUN pip3 install --no-cache-dir ⟦numpy<2⟧ # keep\n`,
      message: 'read',
      severity: 'error',
      says: ['a file named "2"'],
      fixed: `${from}RUN pip3 install --no-cache-dir "numpy<2" # keep\n`,
    },
    {
      name: 'two bounds, in a chain over several lines',
      text: `${from}RUN apt-get update && \\\n    # the build needs it\n    python3 -m pip install \\\n    ⟦transformers[torch]>=4.30,<5⟧ \\\n    accelerate\n`,
      message: 'read',
      says: ['a file named "5"'],
      fixed: `${from}RUN apt-get update && \\\n    # the build needs it\n    python3 -m pip install \\\n    "transformers[torch]>=4.30,<5" \\\n    accelerate\n`,
    },
    {
      name: 'several packages, uv and conda',
      text: `${from}RUN uv pip install --system ⟦a>=1⟧ b>2 && conda install -y ⟦c>=3⟧\n`,
      message: 'written',
      says: ['the others of this command (b>2)'],
      fixed: `${from}RUN uv pip install --system "a>=1" "b>2" && conda install -y "c>=3"\n`,
    },
    {
      name: 'many in one command: told at the one that stops it',
      text: `${from}RUN pip install a>=1 b>=2 ⟦c<3⟧ d>=4 e>=5\n`,
      message: 'read',
      severity: 'error',
      says: ['(a>=1, b>=2, d>=4 and 1 more)'],
      fixed: `${from}RUN pip install "a>=1" "b>=2" "c<3" "d>=4" "e>=5"\n`,
    },
    {
      name: 'quotes that end too early',
      text: `${from}RUN pip install ⟦"torch">=2.0⟧\n`,
      message: 'written',
      fixed: `${from}RUN pip install "torch>=2.0"\n`,
    },
    {
      name: 'a variable as the version',
      text: `${from}ARG V\nRUN pip install ⟦torch>=$V⟧ vision>=\${VISION_VERSION}\n`,
      message: 'written',
      fixed: `${from}ARG V\nRUN pip install "torch>=$V" "vision>=\${VISION_VERSION}"\n`,
    },
    {
      name: 'inside sh -c',
      text: `${from}RUN bash -lc "pip install ⟦torch>=2.0⟧"\n`,
      message: 'written',
      fixed: `${from}RUN bash -lc "pip install 'torch>=2.0'"\n`,
    },
    {
      name: 'inside an exec form that starts a shell',
      text: `${from}RUN ["sh", "-c", "pip install ⟦torch>=2.0⟧"]\n`,
      message: 'written',
      fixed: `${from}RUN ["sh", "-c", "pip install 'torch>=2.0'"]\n`,
    },
    {
      name: 'a heredoc script',
      text: `${from}RUN <<EOF\npip install ⟦torch>=2.0⟧\nEOF\n`,
      message: 'written',
      fixed: `${from}RUN <<EOF\npip install "torch>=2.0"\nEOF\n`,
    },
    {
      name: 'the version behind a blank: no repair is sure',
      text: `${from}RUN pip install ⟦torch>=⟧ 2.0\n`,
      message: 'written',
      fixed: null,
    },
    {
      name: 'a failure that is let pass',
      text: `${from}RUN pip install ⟦numpy<2⟧ || true\n`,
      message: 'read',
      severity: 'warning',
      fixed: `${from}RUN pip install "numpy<2" || true\n`,
    },
  ],
})
