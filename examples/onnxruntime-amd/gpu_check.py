"""Smoke test: ends with 0 when ONNX Runtime computes with its MIGraphX provider."""
import base64
import os
import sys

import numpy as np
import onnxruntime as ort

# A model of one node: Relu of four numbers.
TINY = base64.b64decode("CAg6MwoMCgF4EgF5IgRSZWx1EgFnWg8KAXgSCgoICAESBAoCCARiDwoBeRIKCggIARIECgIIBEIECgAQDQ==")


def main():
    print(f"onnxruntime {ort.__version__}, providers in this build: {', '.join(ort.get_available_providers())}")
    if "MIGraphXExecutionProvider" not in ort.get_available_providers():
        sys.exit("this build has no MIGraphX provider: another onnxruntime is installed over the one of the image")
    if not os.path.exists("/dev/kfd"):
        sys.exit("/dev/kfd is missing: the container was given no GPU")
    session = ort.InferenceSession(TINY, providers=["MIGraphXExecutionProvider"])
    if "MIGraphXExecutionProvider" not in session.get_providers():
        sys.exit("the MIGraphX provider could not be started, see above: the driver of the host does not know this ROCm")
    (result,) = session.run(None, {"x": np.array([-1, 2, -3, 4], dtype=np.float32)})
    if result.tolist() != [0, 2, 0, 4]:
        sys.exit(f"the GPU computes wrongly: {result}")
    print("MIGraphXExecutionProvider: works")


if __name__ == "__main__":
    main()
