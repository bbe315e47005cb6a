"""Answers GET /health, and POST /predict with {"inputs": {"NAME": [...], ...}}: all of float32 here."""
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import onnxruntime as ort

from gpu_check import TINY

MODEL = os.environ.get("MODEL_PATH", "/models/model.onnx")
GPU = ["MIGraphXExecutionProvider"] if os.path.exists("/dev/kfd") else []


def load():
    model = MODEL if os.path.exists(MODEL) else TINY
    if model is TINY:
        print(f"{MODEL} is not there: Relu of four numbers named x stands in for it", flush=True)
    session = ort.InferenceSession(model, providers=[*GPU, "CPUExecutionProvider"])
    if os.environ.get("REQUIRE_GPU") == "1" and "MIGraphXExecutionProvider" not in session.get_providers():
        sys.exit("REQUIRE_GPU=1, but the MIGraphX provider could not be started: run gpu_check.py to see why")
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
