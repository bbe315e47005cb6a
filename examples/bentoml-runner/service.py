"""Answers POST /predict with {"inputs": [[...], ...]}, and GET /readyz when the model is loaded."""
import os

import bentoml
from bentoml.io import JSON

MODEL = os.environ.get("MODEL_PATH", "/models/model.pt")


class ModelRunnable(bentoml.Runnable):
    SUPPORTED_RESOURCES = ("nvidia.com/gpu", "cpu")
    SUPPORTS_CPU_MULTI_THREADING = True

    def __init__(self):
        import torch

        self.torch = torch
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        if self.device.type == "cpu" and os.environ.get("REQUIRE_GPU") == "1":
            raise RuntimeError("REQUIRE_GPU=1, but torch.cuda.is_available() is False: run gpu_check.py to see why")
        if os.path.exists(MODEL):
            self.model = torch.jit.load(MODEL, map_location=self.device).eval()
        else:
            print(f"{MODEL} is not there: a linear layer of 4 numbers to 2 stands in for it", flush=True)
            self.model = torch.nn.Linear(4, 2).to(self.device).eval()

    @bentoml.Runnable.method(batchable=False)
    def predict(self, inputs):
        with self.torch.inference_mode():
            return self.model(self.torch.tensor(inputs, dtype=self.torch.float32, device=self.device)).tolist()


runner = bentoml.Runner(ModelRunnable, name="model")
svc = bentoml.Service("model", runners=[runner])


@svc.api(input=JSON(), output=JSON())
async def predict(body):
    return await runner.predict.async_run(body["inputs"])
