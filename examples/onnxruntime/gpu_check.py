"""Smoke test: ends with 0 when ONNX Runtime computes with its CUDA provider."""
import base64
import sys

import numpy as np
import onnxruntime as ort

# A model of one node: Relu of four numbers.
TINY = base64.b64decode("CAg6MwoMCgF4EgF5IgRSZWx1EgFnWg8KAXgSCgoICAESBAoCCARiDwoBeRIKCggIARIECgIIBEIECgAQDQ==")


def main():
    print(f"onnxruntime {ort.__version__}, providers in this build: {', '.join(ort.get_available_providers())}")
    if "CUDAExecutionProvider" not in ort.get_available_providers():
        sys.exit("this build has no CUDA provider: onnxruntime is installed in place of onnxruntime-gpu")
    session = ort.InferenceSession(TINY, providers=["CUDAExecutionProvider"])
    if "CUDAExecutionProvider" not in session.get_providers():
        sys.exit("the CUDA provider could not be started, see the warning above: no GPU, or a library is missing")
    (result,) = session.run(None, {"x": np.array([-1, 2, -3, 4], dtype=np.float32)})
    if result.tolist() != [0, 2, 0, 4]:
        sys.exit(f"the GPU computes wrongly: {result}")
    print("CUDAExecutionProvider: works")


if __name__ == "__main__":
    main()
