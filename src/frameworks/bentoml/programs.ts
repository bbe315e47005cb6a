export { gpuCheck } from '../pytorch/programs'

export interface Wanted {
  /** `torch==2.10.0`, and what this BentoML does not get right by itself. */
  readonly packages: readonly string[]
  readonly python: string
  /** The image is described in service.py (BentoML 1.4 and later). */
  readonly imageApi: boolean
  /** What `bentoml serve` and a bentofile name. */
  readonly service: string
}

const image = ({ packages, python }: Wanted): string => `
# What the image of a bento holds (bentoml build, bentoml containerize).
image = bentoml.images.Image(python_version="${python}").python_packages(${packages.map((one) => `"${one}"`).join(', ')})

`

export const service = (
  wanted: Wanted,
): string => `"""Answers POST /predict with {"inputs": [[...], ...]}, and GET /readyz when the model is loaded."""
import os

import bentoml

MODEL = os.environ.get("MODEL_PATH", "/models/model.pt")
${wanted.imageApi ? image(wanted) : '\n'}
@bentoml.service(name="model"${wanted.imageApi ? ', image=image' : ''})
class Model:
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

    @bentoml.api
    def predict(self, inputs: list[list[float]]) -> list[list[float]]:
        with self.torch.inference_mode():
            return self.model(self.torch.tensor(inputs, device=self.device)).tolist()
`

export const bentofile = ({ packages, python, service }: Wanted): string => `service: "${service}"
include:
  - "*.py"
python:
  packages:
${packages.map((one) => `    - ${one}\n`).join('')}docker:
  distro: debian
  python_version: "${python}"
`
