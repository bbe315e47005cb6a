"""Smoke test: ends with 0 when ONNX Runtime computes with its OpenVINO provider."""
import base64
import os
import sys

import numpy as np
import onnxruntime as ort

# A model of one node: Relu of four numbers.
TINY = base64.b64decode("CAg6MwoMCgF4EgF5IgRSZWx1EgFnWg8KAXgSCgoICAESBAoCCARiDwoBeRIKCggIARIECgIIBEIECgAQDQ==")


def main():
    print(f"onnxruntime {ort.__version__}, providers in this build: {', '.join(ort.get_available_providers())}")
    if "OpenVINOExecutionProvider" not in ort.get_available_providers():
        sys.exit("this build has no OpenVINO provider: onnxruntime is installed in place of onnxruntime-openvino")
    if not os.path.exists("/dev/dri"):
        sys.exit("/dev/dri is missing: the container was given no GPU")
    devices = ort.capi._pybind_state.get_available_openvino_device_ids()
    print(f"OpenVINO sees {', '.join(devices)}")
    if not any(device.startswith("GPU") for device in devices):
        sys.exit("OpenVINO sees no GPU: its user may not open /dev/dri, or the driver of the host is too old")
    session = ort.InferenceSession(TINY, providers=[("OpenVINOExecutionProvider", {"device_type": "GPU"})])
    if "OpenVINOExecutionProvider" not in session.get_providers():
        sys.exit("OpenVINO could not open the GPU, see above: the driver of the host is too old for its libraries")
    (result,) = session.run(None, {"x": np.array([-1, 2, -3, 4], dtype=np.float32)})
    if result.tolist() != [0, 2, 0, 4]:
        sys.exit(f"the GPU computes wrongly: {result}")
    print("OpenVINOExecutionProvider: works")


if __name__ == "__main__":
    main()
