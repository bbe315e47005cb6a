/** Stands for `$` before a brace, which would end the template's text. */
const d = '$'

/** Dockerfiles as people write them; written for these tests. */
export const realistic = {
  serving: String.raw`# syntax=docker/dockerfile:1.7
# An inference server, built in stages.
ARG CUDA_VERSION=12.8.1
ARG PYTHON_VERSION=3.12
ARG BUILD_BASE_IMAGE=nvidia/cuda:${d}{CUDA_VERSION}-devel-ubuntu22.04

FROM ${d}{BUILD_BASE_IMAGE} AS base
ARG CUDA_VERSION
ARG PYTHON_VERSION
ARG TARGETPLATFORM
ENV DEBIAN_FRONTEND=noninteractive \
    UV_HTTP_TIMEOUT=500
RUN echo 'tzdata tzdata/Areas select America' | debconf-set-selections \
    && apt-get update -y \
    # the interpreter
    && apt-get install -y --no-install-recommends ccache git curl sudo python${d}{PYTHON_VERSION} \
       python${d}{PYTHON_VERSION}-dev \
    && ln -sf /usr/bin/python${d}{PYTHON_VERSION} /usr/bin/python3 \
    && rm -rf /var/lib/apt/lists/*
RUN ldconfig /usr/local/cuda-$(echo $CUDA_VERSION | cut -d. -f1,2)/compat/
WORKDIR /workspace
COPY requirements/common.txt requirements/common.txt
COPY requirements/cuda.txt requirements/cuda.txt
RUN --mount=type=cache,target=/root/.cache/uv \
    if [ "$TARGETPLATFORM" = "linux/arm64" ]; then \
        uv pip install --system --pre "torch==2.7.0.dev20250121+cu128"; \
    fi
RUN --mount=type=cache,target=/root/.cache/uv \
    uv pip install --system -r requirements/cuda.txt \
    --extra-index-url https://download.pytorch.org/whl/cu$(echo $CUDA_VERSION | cut -d. -f1,2 | tr -d '.')

FROM base AS build
ARG MAX_JOBS=2
ENV MAX_JOBS=${d}{MAX_JOBS}
COPY . .
RUN --mount=type=bind,source=.git,target=.git \
    python3 setup.py bdist_wheel --dist-dir=dist

FROM nvidia/cuda:${d}{CUDA_VERSION}-runtime-ubuntu22.04 AS serve
COPY --from=build /workspace/dist /tmp/dist
RUN pip3 install --no-cache-dir /tmp/dist/*.whl 'accelerate>=0.30' hf_transfer || exit 1
ENV LD_LIBRARY_PATH=/usr/local/nvidia/lib64:${d}{LD_LIBRARY_PATH}
HEALTHCHECK --interval=30s CMD curl -fs http://localhost:8000/health || exit 1
ENTRYPOINT ["python3", "-m", "server.api"]
`,
  multistage: String.raw`FROM lukemathwalker/cargo-chef:latest-rust-1.85 AS chef
WORKDIR /usr/src
FROM chef AS planner
COPY Cargo.toml Cargo.toml
RUN cargo chef prepare --recipe-path recipe.json
FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS pytorch-install
ARG PYTORCH_VERSION="2.6"
ARG CUDA_CHANNEL=nvidia
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
ENV PATH /opt/conda/bin:$PATH
RUN case ${d}{TARGETPLATFORM} in \
         "linux/arm64")  exit 1 ;; \
         *)              /opt/conda/bin/conda update -y conda &&  \
                         /opt/conda/bin/conda install -c "${d}{CUDA_CHANNEL}" -y "python=3.11" "pytorch=$PYTORCH_VERSION" ;; \
    esac && \
    /opt/conda/bin/conda clean -ya
FROM pytorch-install AS kernels
RUN bash -lc 'pip install "ninja>=1.11" && TORCH_CUDA_ARCH_LIST="8.0;9.0" make -j'
FROM nvidia/cuda:12.1.0-base-ubuntu22.04
ENV HF_HOME=/data PORT=80
COPY --from=pytorch-install /opt/conda /opt/conda
COPY --from=1 /usr/src/recipe.json /x
CMD ["--json-output"]
`,
  heredocs: String.raw`# syntax=docker/dockerfile:1
FROM pytorch/pytorch:2.3.1-cuda12.1-cudnn8-runtime
RUN <<EOF
set -eux
apt-get update
apt-get install -y git
pip install --no-cache-dir \
  transformers==4.44.0 "numpy<2"
EOF
COPY <<-"SETTINGS" <<RUN_ME /etc/app/
	a: ${d}b
	SETTINGS
#!/bin/sh
exec "$@"
RUN_ME
RUN <<PY
#!/usr/bin/env python
import torch
PY
RUN cat > /x.sh <<'A' && bash /x.sh
pip install never
A
USER app
`,
  args: String.raw`ARG REGISTRY=docker.io
ARG UBUNTU=22.04
ARG CUDA=12.2.2
ARG FLAVOR
FROM ${d}{REGISTRY}/nvidia/cuda:${d}{CUDA}-${d}{FLAVOR:-cudnn8-runtime}-ubuntu${d}{UBUNTU}
ARG CUDA
ARG TORCH=2.2.0
ARG CU=cu121
ENV CUDA_HOME=/usr/local/cuda-${d}{CUDA%.*} \
    TORCH_URL=https://download.pytorch.org/whl/${d}CU
RUN pip install torch==${d}TORCH --index-url ${d}TORCH_URL && V=0.17.0 && pip install torchvision==$V+$CU
`,
  /** CUDA libraries copied into another image, as a BentoML image of old had it. */
  bento: `FROM nvidia/cuda:11.0-cudnn8-runtime-ubuntu16.04 as nvidia-cuda
FROM bentoml/model-server:0.13.1
COPY --from=nvidia-cuda /usr/local/cuda-11.0 /usr/local/cuda
COPY --from=nvidia-cuda /usr/lib/x86_64-linux-gnu/libcudnn* /usr/local/cuda/lib64/
RUN ln /usr/local/cuda/lib64/libcusolver.so.10 /usr/local/cuda/lib64/libcusolver.so.11
ENV PATH=/usr/local/cuda/bin:$PATH
ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64
`,
} as const
