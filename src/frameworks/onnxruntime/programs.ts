import type { Vendor } from '../../workload'

/** Relu of four numbers, opset 13. */
const TINY = 'CAg6MwoMCgF4EgF5IgRSZWx1EgFnWg8KAXgSCgoICAESBAoCCARiDwoBeRIKCggIARIECgIIBEIECgAQDQ=='

/** What differs between the vendors. */
interface Words {
  readonly provider: string
  /** As InferenceSession takes it. */
  readonly asked: string
  readonly lacking: string
  readonly failed: string
  /** Said before a session is asked for: without a GPU some providers end the program. */
  readonly node?: string
}

const WORDS: Readonly<Record<Vendor, Words>> = {
  nvidia: {
    provider: 'CUDAExecutionProvider',
    asked: '"CUDAExecutionProvider"',
    lacking: 'this build has no CUDA provider: onnxruntime is installed in place of onnxruntime-gpu',
    failed: 'the CUDA provider could not be started, see the warning above: no GPU, or a library is missing',
  },
  amd: {
    provider: 'MIGraphXExecutionProvider',
    asked: '"MIGraphXExecutionProvider"',
    lacking: 'this build has no MIGraphX provider: another onnxruntime is installed over the one of the image',
    failed: 'the MIGraphX provider could not be started, see above: the driver of the host does not know this ROCm',
    node: '/dev/kfd',
  },
  intel: {
    provider: 'OpenVINOExecutionProvider',
    asked: '("OpenVINOExecutionProvider", {"device_type": "GPU"})',
    lacking: 'this build has no OpenVINO provider: onnxruntime is installed in place of onnxruntime-openvino',
    failed: 'OpenVINO could not open the GPU, see above: the driver of the host is too old for its libraries',
    node: '/dev/dri',
  },
}

const nodeTest = ({ node }: Words): string =>
  node
    ? `    if not os.path.exists("${node}"):
        sys.exit("${node} is missing: the container was given no GPU")
`
    : ''

/** OpenVINO names its devices, those that it cannot open left out. */
const OPENVINO = `    devices = ort.capi._pybind_state.get_available_openvino_device_ids()
    print(f"OpenVINO sees {', '.join(devices)}")
    if not any(device.startswith("GPU") for device in devices):
        sys.exit("OpenVINO sees no GPU: its user may not open /dev/dri, or the driver of the host is too old")
`

export function gpuCheck(vendor: Vendor): string {
  const words = WORDS[vendor]
  const { provider, asked, lacking, failed } = words
  return `"""Smoke test: ends with 0 when ONNX Runtime computes with its ${provider.replace('ExecutionProvider', '')} provider."""
import base64
${words.node ? 'import os\n' : ''}import sys

import numpy as np
import onnxruntime as ort

# A model of one node: Relu of four numbers.
TINY = base64.b64decode("${TINY}")


def main():
    print(f"onnxruntime {ort.__version__}, providers in this build: {', '.join(ort.get_available_providers())}")
    if "${provider}" not in ort.get_available_providers():
        sys.exit("${lacking}")
${nodeTest(words)}${vendor === 'intel' ? OPENVINO : ''}    session = ort.InferenceSession(TINY, providers=[${asked}])
    if "${provider}" not in session.get_providers():
        sys.exit("${failed}")
    (result,) = session.run(None, {"x": np.array([-1, 2, -3, 4], dtype=np.float32)})
    if result.tolist() != [0, 2, 0, 4]:
        sys.exit(f"the GPU computes wrongly: {result}")
    print("${provider}: works")


if __name__ == "__main__":
    main()
`
}

export function serve(vendor: Vendor): string {
  const { provider, asked, node } = WORDS[vendor]
  const name = provider.replace('ExecutionProvider', '')
  return `"""Answers GET /health, and POST /predict with {"inputs": {"NAME": [...], ...}}: all of float32 here."""
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import onnxruntime as ort

from gpu_check import TINY

MODEL = os.environ.get("MODEL_PATH", "/models/model.onnx")
${node ? `GPU = [${asked}] if os.path.exists("${node}") else []\n` : ''}

def load():
    model = MODEL if os.path.exists(MODEL) else TINY
    if model is TINY:
        print(f"{MODEL} is not there: Relu of four numbers named x stands in for it", flush=True)
    session = ort.InferenceSession(model, providers=[${node ? '*GPU' : asked}, "CPUExecutionProvider"])
    if os.environ.get("REQUIRE_GPU") == "1" and "${provider}" not in session.get_providers():
        sys.exit("REQUIRE_GPU=1, but the ${name} provider could not be started: run gpu_check.py to see why")
    return session


session = load()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/health":
            self.answer(200, {"status": "ok", "providers": session.get_providers()})
        else:
            self.answer(404, {"error": "GET /health or POST /predict"})

    def do_POST(self):
        if self.path != "/predict":
            return self.answer(404, {"error": "GET /health or POST /predict"})
        try:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            inputs = {name: np.array(value, dtype=np.float32) for name, value in json.loads(body)["inputs"].items()}
            outputs = [output.tolist() for output in session.run(None, inputs)]
        except Exception as error:
            return self.answer(400, {"error": str(error)})
        self.answer(200, {"outputs": outputs})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


print(f"serving on port 8000 with {session.get_providers()[0]}", flush=True)
ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
`
}
