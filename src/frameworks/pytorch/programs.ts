import type { Vendor } from '../../workload'

/** What differs between the vendors. PyTorch calls the GPUs of AMD cuda too (docs/source/notes/hip.rst @01800550). */
interface Words {
  /** Its module and its devices. */
  readonly device: 'cuda' | 'xpu'
  readonly versions: string
  readonly absent: string
  /** Of a device: the expression, and the name of what it tells. */
  readonly kind: readonly [name: string, expression: string]
  readonly notebook: string
}

const CUDA: Words = {
  device: 'cuda',
  versions: 'CUDA {torch.version.cuda}, cuDNN {torch.backends.cudnn.version()}',
  absent: 'the container has no GPU, or its driver is too old for this CUDA',
  kind: ['compute capability {major}.{minor}', 'major, minor = torch.cuda.get_device_capability(device)'],
  notebook: '"CUDA", torch.version.cuda',
}

const ROCM: Words = {
  device: 'cuda',
  versions: 'ROCm {torch.version.hip}',
  absent:
    'the container lacks /dev/kfd or the nodes of /dev/dri, its user may not open them, or the driver of the host does not know this ROCm',
  kind: ['{arch}', 'arch = torch.cuda.get_device_properties(device).gcnArchName'],
  notebook: '"ROCm", torch.version.hip',
}

const XPU: Words = {
  device: 'xpu',
  versions: 'XPU {torch.version.xpu}',
  absent:
    'the container lacks the nodes of /dev/dri, its user may not open them, or the driver of the host is too old for its libraries',
  kind: ['{memory} MiB', 'memory = torch.xpu.get_device_properties(device).total_memory // 2**20'],
  notebook: '"XPU", torch.version.xpu',
}

const WORDS: Readonly<Record<Vendor, Words>> = { nvidia: CUDA, amd: ROCM, intel: XPU }

/** Says what PyTorch sees and computes on every GPU. */
export function gpuCheck(vendor: Vendor): string {
  const { device, versions, absent, kind } = WORDS[vendor]
  return `"""Smoke test: ends with 0 when PyTorch computes on every GPU that the container was given."""
import sys

import torch

print(f"torch {torch.__version__}, ${versions}")
if not torch.${device}.is_available():
    sys.exit("torch.${device}.is_available() is False: ${absent}")
for index in range(torch.${device}.device_count()):
    device = torch.device("${device}", index)
    name = torch.${device}.get_device_name(device)
    ${kind[1]}
    product = torch.ones(256, 256, device=device) @ torch.ones(256, 256, device=device)
    if product[0, 0].item() != 256:
        sys.exit(f"{device} ({name}) computes wrongly")
    print(f"{device}: {name}, ${kind[0]}: works")
`
}

function choosing(vendor: Vendor): string {
  const { device } = WORDS[vendor]
  return `DEVICE = torch.device("${device}" if torch.${device}.is_available() else "cpu")
if DEVICE.type == "cpu" and os.environ.get("REQUIRE_GPU") == "1":
    sys.exit("REQUIRE_GPU=1, but torch.${device}.is_available() is False: run gpu_check.py to see why")
`
}

export const serve = (
  vendor: Vendor,
): string => `"""Answers GET /health, and POST /predict with {"inputs": [[...], ...]}."""
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import torch

${choosing(vendor)}MODEL = os.environ.get("MODEL_PATH", "/models/model.pt")


def load():
    if os.path.exists(MODEL):
        return torch.jit.load(MODEL, map_location=DEVICE).eval()
    print(f"{MODEL} is not there: a linear layer of 4 numbers to 2 stands in for it", flush=True)
    return torch.nn.Linear(4, 2).to(DEVICE).eval()


model = load()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/health":
            self.answer(200, {"status": "ok", "device": str(DEVICE)})
        else:
            self.answer(404, {"error": "GET /health or POST /predict"})

    def do_POST(self):
        if self.path != "/predict":
            return self.answer(404, {"error": "GET /health or POST /predict"})
        try:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            inputs = torch.tensor(json.loads(body)["inputs"], dtype=torch.float32, device=DEVICE)
            with torch.inference_mode():
                outputs = model(inputs).tolist()
        except (KeyError, TypeError, ValueError, RuntimeError) as error:
            return self.answer(400, {"error": str(error)})
        self.answer(200, {"outputs": outputs})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


print(f"serving on port 8000 with {DEVICE}", flush=True)
ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
`

export const train = (
  vendor: Vendor,
): string => `"""Trains a small model on made-up data: put your own in place of both. Goes on from the last checkpoint."""
import os
import sys

import torch
from torch.utils.data import DataLoader, TensorDataset

${choosing(vendor)}CHECKPOINT = "/checkpoints/last.pt"
EPOCHS = int(os.environ.get("EPOCHS", "5"))


def main():
    inputs = torch.randn(4096, 16)
    data = TensorDataset(inputs, inputs.sum(dim=1, keepdim=True))
    loader = DataLoader(data, batch_size=64, shuffle=True, num_workers=2, pin_memory=DEVICE.type == "${WORDS[vendor].device}")
    model = torch.nn.Sequential(torch.nn.Linear(16, 64), torch.nn.ReLU(), torch.nn.Linear(64, 1)).to(DEVICE)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    start = 0
    if os.path.exists(CHECKPOINT):
        state = torch.load(CHECKPOINT, map_location=DEVICE)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        start = state["epoch"] + 1
    for epoch in range(start, EPOCHS):
        for batch, target in loader:
            batch, target = batch.to(DEVICE, non_blocking=True), target.to(DEVICE, non_blocking=True)
            loss = torch.nn.functional.mse_loss(model(batch), target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch}: loss {loss.item():.4f} on {DEVICE}", flush=True)
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}
        torch.save(state, CHECKPOINT)


if __name__ == "__main__":
    main()
`

/** The first cell of the notebook. */
export function notebook(vendor: Vendor): readonly string[] {
  const { device, notebook: versions } = WORDS[vendor]
  return [
    'import torch',
    '',
    `print(torch.__version__, ${versions})`,
    `assert torch.${device}.is_available(), "no GPU: run gpu_check.py in a terminal to see why"`,
    `x = torch.randn(1000, 1000, device="${device}")`,
    `print(torch.${device}.get_device_name(), (x @ x).sum().item())`,
  ]
}
