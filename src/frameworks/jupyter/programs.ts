import type { Vendor } from '../../workload'

/** Asks the driver itself: no framework is needed for it. */
export const gpuCheck = (vendor: Vendor): string => (vendor === 'nvidia' ? CUDA : drm(vendor))

const CUDA = `"""Smoke test: ends with 0 when the driver of the host answers and names a GPU."""
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
`

/** Its drivers in the kernel, and what it needs beside the nodes of its cards. */
const DRIVERS = {
  amd: { names: '("amdgpu",)', nodes: ['/dev/kfd'] },
  intel: { names: '("i915", "xe")', nodes: [] },
} as const

/** DRM_IOCTL_VERSION with struct drm_version (include/uapi/drm/drm.h): a render node answers it to whoever may open it. */
const drm = (
  vendor: keyof typeof DRIVERS,
): string => `"""Smoke test: ends with 0 when the driver of every GPU node of the container answers."""
import ctypes
import fcntl
import glob
import os
import sys

DRIVERS = ${DRIVERS[vendor].names}


class Version(ctypes.Structure):
    _fields_ = [(part, ctypes.c_int) for part in ("major", "minor", "patch")] + [
        field for text in ("name", "date", "desc") for field in ((f"{text}_len", ctypes.c_size_t), (text, ctypes.c_char_p))
    ]


def driver_of(path):
    name = ctypes.create_string_buffer(64)
    version = Version(name_len=63, name=ctypes.cast(name, ctypes.c_char_p))
    node = os.open(path, os.O_RDWR)
    fcntl.ioctl(node, 0xC0406400, version)
    os.close(node)
    return name.value.decode()


nodes = sorted(glob.glob("/dev/dri/renderD*"))
if not nodes:
    sys.exit("/dev/dri has no render node: the container was given no GPU")
try:
${DRIVERS[vendor].nodes.map((node) => `    os.close(os.open("${node}", os.O_RDWR))\n`).join('')}    drivers = {node: driver_of(node) for node in nodes}
except OSError as error:
    sys.exit(f"{error}: the container lacks this node, or its user is not in the group that it belongs to")
for node, driver in drivers.items():
    print(f"{node}: the driver {driver} answers")
sys.exit(0 if any(driver in DRIVERS for driver in drivers.values()) else f"none of them is of {' or '.join(DRIVERS)}")
`

/** The first cell of the notebook. */
export const notebook: readonly string[] = ['%run /app/gpu_check.py']
