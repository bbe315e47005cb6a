"""Smoke test: ends with 0 when the driver of the host answers and names a GPU."""
import ctypes
import sys

try:
    cuda = ctypes.CDLL("libcuda.so.1")
except OSError as error:
    sys.exit(f"{error}: the container was given no GPU (or NVIDIA_DRIVER_CAPABILITIES lacks compute)")
code = cuda.cuInit(0)
if code != 0:
    sys.exit(f"cuInit answers {code}: the driver sees no GPU that it may use")
count = ctypes.c_int()
version = ctypes.c_int()
cuda.cuDeviceGetCount(ctypes.byref(count))
cuda.cuDriverGetVersion(ctypes.byref(version))
print(f"the driver serves CUDA {version.value // 1000}.{version.value % 1000 // 10}")
for index in range(count.value):
    name = ctypes.create_string_buffer(256)
    device = ctypes.c_int()
    cuda.cuDeviceGet(ctypes.byref(device), index)
    cuda.cuDeviceGetName(name, len(name), device)
    print(f"GPU {index}: {name.value.decode()}: the driver answers")
sys.exit(0 if count.value > 0 else "the driver names no GPU")
