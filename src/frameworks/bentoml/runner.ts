import { loading } from './loading'

/** The service of BentoML 1.0 and 1.1: the model lives in a runner, of which there is a worker for each GPU. */
export const runnerService = `"""Answers POST /predict with {"inputs": [[...], ...]}, and GET /readyz when the model is loaded."""
import os

import bentoml
from bentoml.io import JSON

MODEL = os.environ.get("MODEL_PATH", "/models/model.pt")


class ModelRunnable(bentoml.Runnable):
    SUPPORTED_RESOURCES = ("nvidia.com/gpu", "cpu")
    SUPPORTS_CPU_MULTI_THREADING = True

${loading}

    @bentoml.Runnable.method(batchable=False)
    def predict(self, inputs):
        with self.torch.inference_mode():
            return self.model(self.torch.tensor(inputs, dtype=self.torch.float32, device=self.device)).tolist()


runner = bentoml.Runner(ModelRunnable, name="model")
svc = bentoml.Service("model", runners=[runner])


@svc.api(input=JSON(), output=JSON())
async def predict(body):
    return await runner.predict.async_run(body["inputs"])
`
