import rule from '../../../src/rules/dockerfile/bentoml-pre1-dockerfile'
import { testRule } from '../../support/rule-tester'

const packed = (image = 'bentoml/model-server:0.13.1-slim-py38', rest = '') => `FROM ${image}
${rest}
# Configure PIP install arguments, e.g. --index-url, --trusted-url, --extra-index-url
ARG EXTRA_PIP_INSTALL_ARGS=
ENV EXTRA_PIP_INSTALL_ARGS $EXTRA_PIP_INSTALL_ARGS

COPY --chown=bentoml:bentoml environment.yml requirements.txt setup.sh* bentoml-init.sh python_version* /home/bentoml/bundle/
WORKDIR /home/bentoml/bundle
RUN bash -c "/home/bentoml/bundle/bentoml-init.sh ensure_python" && bash -c "/home/bentoml/bundle/bentoml-init.sh install_pip_packages"
COPY --chown=bentoml:bentoml . ./
CMD ["bentoml", "serve-gunicorn", "/home/bentoml/bundle"]
`
const requirements = (text: string) => ({ 'requirements.txt': `bentoml==0.13.1\n${text}\n` })
const copied = (minor: string, link = '') => `COPY --from=nvidia-cuda /usr/local/cuda-${minor} /usr/local/cuda
COPY --from=nvidia-cuda /usr/lib/x86_64-linux-gnu/libcudnn* /usr/local/cuda/lib64/
${link}ENV PATH=/usr/local/cuda/bin:$PATH
ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
`
const repaired = (tag: string, minor: string, link = '') =>
  `FROM nvidia/cuda:${tag} AS nvidia-cuda\n${packed().replace('\n\n', `\n${copied(minor, link)}\n`)}`

testRule(rule, {
  valid: [
    { name: 'torch brings CUDA along', text: packed(), files: requirements('torch==1.9.0') },
    { name: 'no framework in sight', text: packed() },
    {
      name: 'the GPU image',
      text: packed('bentoml/model-server:0.13.1-py38-gpu'),
      files: requirements('onnxruntime-gpu==1.18.1'),
    },
    {
      name: 'repaired by hand',
      text: `FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04 AS c\n${packed(undefined, 'COPY --from=c /usr/local/cuda-11.8 /usr/local/cuda\n')}`,
      files: requirements('onnxruntime-gpu==1.18.1'),
    },
    { name: 'BentoML 1.x', text: 'FROM python:3.10-slim\nRUN pip install bentoml onnxruntime-gpu==1.18.1\n' },
  ],
  invalid: [
    {
      text: packed('⟦bentoml/model-server:0.13.1-slim-py38⟧'),
      files: requirements('onnxruntime-gpu==1.16.3'),
      message: 'cpu',
      severity: 'warning',
      says: ['installs onnxruntime-gpu==1.16.3'],
      fixed: repaired('11.8.0-cudnn8-runtime-ubuntu22.04', '11.8'),
    },
    {
      name: 'TensorFlow with the CUDA that it was built for: no link is needed',
      text: packed('⟦bentoml/model-server:0.13.1-slim-py38⟧'),
      files: requirements('tensorflow==2.5.0'),
      message: 'cpu',
      fixed: repaired('11.2.2-cudnn8-runtime-ubuntu20.04', '11.2'),
    },
    {
      name: 'a version that says nothing',
      text: packed('⟦bentoml/model-server:0.13.1-slim-py38⟧'),
      files: requirements('tensorflow'),
      message: 'cpu',
      fixed: null,
    },
  ],
})
