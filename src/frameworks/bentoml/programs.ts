import { loading } from './loading'

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
${loading}

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
