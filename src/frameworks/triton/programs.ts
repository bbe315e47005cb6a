/** Asks the running server: is it ready, and which GPUs does it measure? */
export const gpuCheck = `"""Smoke test, in the running container: ends with 0 when Triton is ready and reports a GPU."""
import re
import sys
import urllib.request


def get(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


try:
    get("http://127.0.0.1:8000/v2/health/ready")
    metrics = get("http://127.0.0.1:8002/metrics")
except OSError as error:
    sys.exit(f"Triton is not ready: {error} (docker compose logs says why)")
gpus = re.findall(r'^nv_gpu_memory_total_bytes\\{gpu_uuid="([^"]+)"\\} (\\S+)', metrics, re.MULTILINE)
if not gpus:
    sys.exit("Triton is ready, but it reports no GPU: it serves on the CPU alone")
for uuid, size in gpus:
    print(f"{uuid}: {float(size) / 2**30:.1f} GiB: Triton sees it")
`

/** The same where the image has no Python. */
export const gpuCheckScript = `#!/bin/sh
# Smoke test, in the running container: ends with 0 when Triton is ready and reports a GPU.
set -eu

get() { curl -fsS --max-time 10 "$1"; }

get http://127.0.0.1:8000/v2/health/ready || { echo "Triton is not ready (docker compose logs says why)" >&2; exit 1; }
get http://127.0.0.1:8002/metrics | grep '^nv_gpu_memory_total_bytes' ||
  { echo "Triton is ready, but it reports no GPU: it serves on the CPU alone" >&2; exit 1; }
`

/** A model that needs nothing but the Python backend. */
export const config = `# Sums up the numbers of each row, with the Python backend: a model to try the server with.
name: "sum"
backend: "python"
max_batch_size: 8
input [{ name: "INPUT", data_type: TYPE_FP32, dims: [ -1 ] }]
output [{ name: "OUTPUT", data_type: TYPE_FP32, dims: [ 1 ] }]
instance_group [{ kind: KIND_CPU }]
`

export const model = `import triton_python_backend_utils as pb_utils


class TritonPythonModel:
    def execute(self, requests):
        return [self.answer(request) for request in requests]

    def answer(self, request):
        numbers = pb_utils.get_input_tensor_by_name(request, "INPUT").as_numpy()
        total = numbers.sum(axis=1, keepdims=True)
        return pb_utils.InferenceResponse(output_tensors=[pb_utils.Tensor("OUTPUT", total)])
`
