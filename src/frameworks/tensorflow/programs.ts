import type { Vendor } from '../../workload'

/** What a build was made for, as it says itself. */
const BUILT: Readonly<Record<'nvidia' | 'amd', string>> = {
  nvidia: "built for CUDA {tf.sysconfig.get_build_info().get('cuda_version', 'none')}",
  amd: "built for ROCm: {tf.sysconfig.get_build_info().get('is_rocm_build', False)}",
}

export const gpuCheck = (
  vendor: Vendor,
): string => `"""Smoke test: ends with 0 when TensorFlow computes on every GPU that the container was given."""
import sys

import tensorflow as tf

print(f"tensorflow {tf.__version__}, ${BUILT[vendor === 'amd' ? 'amd' : 'nvidia']}")
gpus = tf.config.list_physical_devices("GPU")
if not gpus:
    sys.exit("list_physical_devices('GPU') is empty: the container has no GPU, or a library above could not be loaded")
for gpu in gpus:
    tf.config.experimental.set_memory_growth(gpu, True)
for index, gpu in enumerate(gpus):
    with tf.device(f"/GPU:{index}"):
        product = tf.linalg.matmul(tf.ones((256, 256)), tf.ones((256, 256)))
    if float(product[0, 0]) != 256.0:
        sys.exit(f"{gpu.name} computes wrongly")
    print(f"{gpu.name}: {tf.config.experimental.get_device_details(gpu).get('device_name')}: works")
`

const DEVICES = `GPUS = tf.config.list_physical_devices("GPU")
if not GPUS and os.environ.get("REQUIRE_GPU") == "1":
    sys.exit("REQUIRE_GPU=1, but TensorFlow sees no GPU: run gpu_check.py to see why")
for gpu in GPUS:
    tf.config.experimental.set_memory_growth(gpu, True)
`

export const serve = `"""Answers GET /health, and POST /predict with {"inputs": [[...], ...]}."""
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import tensorflow as tf

${DEVICES}MODEL = os.environ.get("MODEL_PATH", "/models/model")


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
`

export const train = `"""Trains a small model on made-up data: put your own in place of both. Keeps its weights in /checkpoints."""
import os
import sys

import tensorflow as tf

${DEVICES}WEIGHTS = "/checkpoints/last.weights.h5"


def main():
    inputs = tf.random.normal((4096, 16))
    data = tf.data.Dataset.from_tensor_slices((inputs, tf.reduce_sum(inputs, axis=1, keepdims=True)))
    model = tf.keras.Sequential(
        [tf.keras.Input((16,)), tf.keras.layers.Dense(64, activation="relu"), tf.keras.layers.Dense(1)]
    )
    model.compile(optimizer="adam", loss="mse")
    if os.path.exists(WEIGHTS):
        model.load_weights(WEIGHTS)
    keep = tf.keras.callbacks.ModelCheckpoint(WEIGHTS, save_weights_only=True)
    epochs = int(os.environ.get("EPOCHS", "5"))
    model.fit(data.shuffle(4096).batch(64).prefetch(tf.data.AUTOTUNE), epochs=epochs, callbacks=[keep], verbose=2)


if __name__ == "__main__":
    main()
`
