/** A valid compose file of about that many lines. */
export const compose = (lines) => `services:\n${services(Math.max(1, Math.round(lines / 19)))}`

export const services = (count, from = 0) =>
  Array.from({ length: count }, (_, i) => i + from)
    .map(
      (i) => `  worker-${i}:
    image: pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime # the model
    command: ["python", "serve.py", "--port", "${8000 + (i % 1000)}"]
    environment:
      HF_HOME: /models
      WORKER: "${i}"
    shm_size: 8gb
    ports:
      - "${8000 + (i % 1000)}:8000"
    volumes:
      - ./models:/models:ro
    deploy:
      resources:
        reservations:
          devices:
            - driver: nvidia
              device_ids: ["${i % 4}"]
              capabilities: [gpu]
    restart: unless-stopped
`,
    )
    .join('')

/** A Dockerfile of about that many lines: stages that build parts, and one that loads CUDA and takes them. */
export function dockerfile(lines) {
  const stages = Array.from({ length: Math.round(lines / 50) }, (_, i) => part(i))
  return `${stages.join('')}FROM python:3.12-slim AS serve
COPY --from=s1 /build /build
RUN pip install onnxruntime-gpu==1.20.1
CMD ["python", "serve.py"]
`
}

const part = (i) => `FROM debian:12 AS s${i}
ARG VERSION=1.${i}
ENV DEBIAN_FRONTEND=noninteractive \\
    LANG=C.UTF-8
RUN apt-get update && apt-get install --yes --no-install-recommends \\
${Array.from({ length: 16 }, (_, k) => `    library-${k}-dev \\\n`).join('')}    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
RUN git clone --depth 1 --branch v$VERSION https://github.com/acme/part-${i}.git . \\
    && cmake -B out -DCMAKE_BUILD_TYPE=Release \\
    && cmake --build out --parallel 8 \\
    && cmake --install out
${Array.from({ length: 9 }, (_, k) => `COPY conf/${k}.txt /etc/acme/${k}.txt\nRUN make part-${k}\n`).join('')}COPY${i > 0 ? ` --from=s${i - 1}` : ''} /build /build
`
