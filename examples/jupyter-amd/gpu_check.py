"""Smoke test: ends with 0 when the driver of every GPU node of the container answers."""
import ctypes
import fcntl
import glob
import os
import sys

DRIVERS = ("amdgpu",)


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
    os.close(os.open("/dev/kfd", os.O_RDWR))
    drivers = {node: driver_of(node) for node in nodes}
except OSError as error:
    sys.exit(f"{error}: the container lacks this node, or its user is not in the group that it belongs to")
for node, driver in drivers.items():
    print(f"{node}: the driver {driver} answers")
sys.exit(0 if any(driver in DRIVERS for driver in drivers.values()) else f"none of them is of {' or '.join(DRIVERS)}")
