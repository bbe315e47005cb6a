"""Smoke test: ends with 0 when PyTorch computes on every GPU that the container was given."""
import sys

import torch

print(f"torch {torch.__version__}, XPU {torch.version.xpu}")
if not torch.xpu.is_available():
    sys.exit("torch.xpu.is_available() is False: the container lacks the nodes of /dev/dri, its user may not open them, or the driver of the host is too old for its libraries")
for index in range(torch.xpu.device_count()):
    device = torch.device("xpu", index)
    name = torch.xpu.get_device_name(device)
    memory = torch.xpu.get_device_properties(device).total_memory // 2**20
    product = torch.ones(256, 256, device=device) @ torch.ones(256, 256, device=device)
    if product[0, 0].item() != 256:
        sys.exit(f"{device} ({name}) computes wrongly")
    print(f"{device}: {name}, {memory} MiB: works")
