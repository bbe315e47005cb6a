"""Answers GET /health, and POST /predict with {"inputs": [[...], ...]}."""
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import tensorflow as tf

GPUS = tf.config.list_physical_devices("GPU")
if not GPUS and os.environ.get("REQUIRE_GPU") == "1":
    sys.exit("REQUIRE_GPU=1, but TensorFlow sees no GPU: run gpu_check.py to see why")
for gpu in GPUS:
    tf.config.experimental.set_memory_growth(gpu, True)
MODEL = os.environ.get("MODEL_PATH", "/models/model")


def load():
    if os.path.exists(MODEL):
        return tf.saved_model.load(MODEL)
    print(f"{MODEL} is not there: a sum of the numbers stands in for it", flush=True)
    return lambda inputs: tf.reduce_sum(inputs, axis=-1, keepdims=True)


model = load()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/health":
            self.answer(200, {"status": "ok", "gpus": [gpu.name for gpu in GPUS]})
        else:
            self.answer(404, {"error": "GET /health or POST /predict"})

    def do_POST(self):
        if self.path != "/predict":
            return self.answer(404, {"error": "GET /health or POST /predict"})
        try:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            inputs = tf.constant(json.loads(body)["inputs"], dtype=tf.float32)
            outputs = model(inputs).numpy().tolist()
        except (KeyError, TypeError, ValueError, tf.errors.OpError) as error:
            return self.answer(400, {"error": str(error)})
        self.answer(200, {"outputs": outputs})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


print(f"serving on port 8000 with {len(GPUS)} GPUs", flush=True)
ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
