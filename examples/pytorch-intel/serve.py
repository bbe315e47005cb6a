"""Answers GET /health, and POST /predict with {"inputs": [[...], ...]}."""
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import torch

DEVICE = torch.device("xpu" if torch.xpu.is_available() else "cpu")
if DEVICE.type == "cpu" and os.environ.get("REQUIRE_GPU") == "1":
    sys.exit("REQUIRE_GPU=1, but torch.xpu.is_available() is False: run gpu_check.py to see why")
MODEL = os.environ.get("MODEL_PATH", "/models/model.pt")


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
